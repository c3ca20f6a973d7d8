import { Missing } from "../../../core/problem"
import type { Database } from "../database"
import { found } from "./plan"
import { findPlan } from "./store/plans"
import { findVersion, type VersionRow, versionsOf } from "./store/versions"

/** The published versions of a plan, newest first, without their canvases. Throws Missing. */
export const listVersions =
  ({ database }: { database: Database }) =>
  async ({ plan_id }: { plan_id: string }) =>
    versionsOf(database, found(await findPlan(database, plan_id), plan_id).no)

/** One published version as it was frozen. Throws Missing. */
export const getVersion =
  ({ database }: { database: Database }) =>
  async ({ plan_id, version }: { plan_id: string; version: number }): Promise<VersionRow> => {
    const plan = found(await findPlan(database, plan_id), plan_id)
    const row = Number.isInteger(version) ? await findVersion(database, plan.no, version) : undefined
    if (!row) throw new Missing("version", `${version} of plan ${plan_id}`)
    return row
  }
