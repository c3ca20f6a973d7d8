import type { EffectResult } from "../../../extension/outcome"
import type { EffectWriter } from "../effects"
import { groupBy } from "../group-by"
import type { NoteMemberChange } from "../sync/note-member-change"
import { inRounds } from "./in-rounds"
import type { NoteChanges } from "./note-changes"
import { addMembers, removeMembers } from "./store/members"
import { findSegment } from "./store/segments"

export type WriteMemberships = ReturnType<typeof writeMemberships>
type Parts = { noteMemberChange: NoteMemberChange; noteChanges: NoteChanges }

/**
 * Puts people on lists and takes them off, several effects on one person in their order; customer groups and other systems
 * that follow the list do so within seconds. Refused with `list_missing`, also where it has become no list.
 */
export const writeMemberships =
  ({ noteMemberChange, noteChanges }: Parts): EffectWriter<"segment-membership"> =>
  async (tx, rows, now) => {
    const results: EffectResult[] = []
    for (const round of inRounds(rows)) {
      const lists = groupBy(round, ({ effect }) => effect.segment_id)
      // Always in this order, so that two batches which meet at two lists wait for each other and do not dead-lock.
      for (const id of [...lists.keys()].sort()) {
        const mine = lists.get(id)!
        const list = await findSegment(tx, id, true)
        if (!list || list.type === "dynamic" || list.state === "archived") {
          results.push(...mine.map(({ key }) => ({ key, done: false, reason: "list_missing" })))
          continue
        }
        const pidsTo = (how: "add" | "remove") =>
          mine.filter(({ effect }) => effect.how === how).map((row) => row.pid)
        const entered = await addMembers(tx, list.no, pidsTo("add"), now)
        const left = await removeMembers(tx, list.no, pidsTo("remove"), now)
        if (entered + left > 0) {
          await noteMemberChange(tx, list.no, now)
          await noteChanges(
            tx,
            mine.map((row) => row.pid),
            `segment:${id}`,
          )
          // Counted on and not anew: a list may be long, and the batches are many.
          await tx.run(
            `update marketing_segment set member_count = member_count + $2, refreshed_at = $3, updated_at = $3 where no = $1`,
            [list.no, entered - left, now],
          )
        }
        results.push(...mine.map(({ key }) => ({ key, done: true })))
      }
    }
    return results
  }
