import { saysSame } from "../../../core/canvas/difference"
import type { Sql } from "../database"
import type { PlanRow } from "./plan"
import {
  type DraftOrigin,
  insertDraft,
  latestDraft,
  markPublished,
  overwriteDraft,
  thinDrafts,
} from "./store/drafts"

/** What one person draws without a pause as long as this is one entry: one can go back by sittings, not by strokes. */
export const SITTING_MS = 10 * 60_000
/** Of each plan; the newest of them are never thinned. */
export const MOST_DRAFTS = 50
const NEWEST = 20

type Keeping = {
  actor: string
  now: Date
  how: Exclude<DraftOrigin, "began">
  /** The version or the earlier draft that was put back. */
  origin?: number
  /** It takes the place of the whole drawing: what stood there is an entry, however short a while ago it was drawn. */
  anew?: boolean
}
type Said = Pick<PlanRow, "no" | "type" | "settings" | "canvas">

/** Remembers what a draft says from now on, beside what it said before. For the transaction that changes it. */
export async function keepDraft(tx: Sql, before: PlanRow, after: Said, keeping: Keeping): Promise<void> {
  const { actor, now, how, origin = null, anew = false } = keeping
  if (
    before.type === after.type &&
    saysSame([before.settings, before.canvas], [after.settings, after.canvas])
  )
    return
  // Drafts of an older release have no history yet.
  const last = (await latestDraft(tx, before.no)) ?? (await begin(tx, before))
  const goesOn =
    how === "drawn" &&
    !anew &&
    last?.how === "drawn" &&
    last.version === null &&
    last.saved_by === (actor || null) &&
    now.getTime() - last.began_at.getTime() < SITTING_MS
  const { type, settings, canvas } = after
  if (goesOn) return void (await overwriteDraft(tx, last.no, { type, settings, canvas, saved_at: now }))
  const draft = { how, origin, type, settings, canvas, saved_by: actor || null, began_at: now, saved_at: now }
  await insertDraft(tx, after.no, draft)
  await thinDrafts(tx, after.no, { most: MOST_DRAFTS, newest: NEWEST })
}

/** What a new plan, or one without a history, says. */
export async function begin(tx: Sql, plan: PlanRow) {
  const { no, type, settings, canvas, created_by: saved_by, updated_at: at } = plan
  await insertDraft(tx, no, {
    ...{ how: "began", origin: null, type, settings, canvas },
    ...{ saved_by, began_at: at, saved_at: at },
  })
  return latestDraft(tx, no)
}

/** What the draft says now was published; what is drawn from now on is another entry. */
export async function keepPublished(tx: Sql, plan: PlanRow, version: number): Promise<void> {
  const last = (await latestDraft(tx, plan.no)) ?? (await begin(tx, plan))
  if (last) await markPublished(tx, last.no, version)
}
