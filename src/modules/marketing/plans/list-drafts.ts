import { type Changes, changesOf } from "../../../core/canvas/changes"
import { Missing } from "../../../core/problem"
import type { Database, Sql } from "../database"
import { found, type PlanRow } from "./plan"
import { type DraftRow, draftsOf, findDraft } from "./store/drafts"
import { findPlan } from "./store/plans"

type ListedDraft = Omit<DraftRow, "settings" | "canvas"> & {
  /** How it is other than the entry before it; null of the first. */
  changes: Changes | null
}

/** What the draft of a plan said at earlier times, newest first, without the drawings. Throws Missing. */
export const listDrafts =
  ({ database }: { database: Database }) =>
  async ({ plan_id }: { plan_id: string }): Promise<ListedDraft[]> => {
    const drafts = await draftsOf(database, found(await findPlan(database, plan_id), plan_id).no)
    return drafts.map((draft, at) => {
      const { settings: _, canvas: __, ...told } = draft
      const before = drafts[at + 1]
      return { ...told, changes: before ? changesOf(before, draft) : null }
    })
  }

/** One of them whole. Throws Missing. */
export const getDraft =
  ({ database }: { database: Database }) =>
  async ({ plan_id, no }: { plan_id: string; no: number }): Promise<DraftRow> =>
    mustFindDraft(database, found(await findPlan(database, plan_id), plan_id), no)

/** Throws Missing. */
export async function mustFindDraft(
  sql: Sql,
  plan: Pick<PlanRow, "id" | "no">,
  no: number,
): Promise<DraftRow> {
  const isNumber = Number.isInteger(no) && no > 0 && no < 2 ** 31
  const row = isNumber ? await findDraft(sql, plan.no, no) : undefined
  if (!row) throw new Missing("draft", `${plan.id}/${no}`)
  return row
}
