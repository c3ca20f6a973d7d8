import { Missing } from "../../../core/problem"
import type { Database, Sql } from "../database"
import { found, type PlanRow } from "./plan"
import { findPlan } from "./store/plans"
import { findVersion, type ListedVersion, type VersionRow, versionsOf } from "./store/versions"

/** The published versions of a plan, newest first, without their canvases, with how many people are in each. Throws Missing. */
export const listVersions =
  ({ database }: { database: Database }) =>
  async ({ plan_id }: { plan_id: string }): Promise<ListedVersion[]> =>
    versionsOf(database, found(await findPlan(database, plan_id), plan_id).no)

/** One published version as it was frozen. Throws Missing. */
export const getVersion =
  ({ database }: { database: Database }) =>
  async ({ plan_id, version }: { plan_id: string; version: number }): Promise<VersionRow> =>
    mustFind(database, found(await findPlan(database, plan_id), plan_id), version)

/** Throws Missing. */
export async function mustFind(
  sql: Sql,
  plan: Pick<PlanRow, "id" | "no">,
  version: number,
): Promise<VersionRow> {
  const isNumber = Number.isInteger(version) && version > 0 && version < 2 ** 31
  const row = isNumber ? await findVersion(sql, plan.no, version) : undefined
  if (!row) throw new Missing("version", `${plan.id}/${version}`)
  return row
}
