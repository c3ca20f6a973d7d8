import { Missing, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { NoteMemberChange } from "../sync/note-member-change"
import type { NoteChanges } from "./note-changes"
import { refuse, refuseArchived } from "./problems"
import { addMembers, countMembers, removeMembers } from "./store/members"
import { pidsOf } from "./store/people"
import { COLUMNS, findSegment, type SegmentRow } from "./store/segments"

export type AddToSegment = ReturnType<typeof addToSegment>
type Parts = {
  database: Database
  clock: Clock
  noteMemberChange: NoteMemberChange
  noteChanges: NoteChanges
}
type Change = {
  segment_id: string
  customer_ids?: string[]
  remove_customer_ids?: string[]
  pids?: number[]
  /** Inside a caller's transaction: that, and the time it began with. */
  within?: { tx: Sql; now: Date }
}

/**
 * Puts customers into a static or imported segment, or takes them out. Throws Missing; Refused when the segment is
 * dynamic or a customer is unknown (nobody is added then); Conflict for an archived one.
 */
export const addToSegment =
  ({ database, clock, noteMemberChange, noteChanges }: Parts) =>
  async ({
    segment_id,
    customer_ids = [],
    remove_customer_ids = [],
    pids = [],
    within,
  }: Change): Promise<SegmentRow> => {
    const now = within?.now ?? (await clock.now())
    const change = async (tx: Sql): Promise<SegmentRow> => {
      const segment = await findSegment(tx, segment_id, true)
      if (!segment) throw new Missing("segment", segment_id)
      if (segment.type === "dynamic") throw new Refused([refuse("segment/not-static", "")])
      refuseArchived(segment)
      const known = await pidsOf(tx, [...customer_ids, ...remove_customer_ids])
      const unknown = customer_ids.filter((id) => !known.has(id))
      if (unknown.length > 0)
        throw new Refused([
          refuse("segment/unknown-customers", "customer_ids", { ids: unknown.slice(0, 10).join(", ") }),
        ])
      const picked = customer_ids.map((id) => known.get(id)!)
      await addMembers(tx, segment.no, [...picked, ...pids], now)
      const taken = remove_customer_ids.flatMap((id) => known.get(id) ?? [])
      await removeMembers(tx, segment.no, taken, now)
      await noteMemberChange(tx, segment.no, now)
      await noteChanges(tx, [...picked, ...pids, ...taken], `segment:${segment_id}`)
      const saved = await tx.one<SegmentRow>(
        `update marketing_segment set member_count = $2, refreshed_at = $3, updated_at = $3 where no = $1 returning ${COLUMNS}`,
        [segment.no, await countMembers(tx, segment.no), now],
      )
      return saved!
    }
    return within ? change(within.tx) : database.transaction(change)
  }
