import { Missing } from "../../../core/problem"
import type { GetSegment } from "../audience/read-segments"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { RecordAudit } from "../plans/record-audit"
import { WAKE } from "../wakeups"
import { deleteGroupSync, endGroupSync, findGroupSync } from "./store/group-sync"

type Parts = {
  database: Database
  clock: Clock
  getSegment: GetSegment
  recordAudit: RecordAudit
}

/**
 * The segment fills its customer group no more. `leave`: whoever is in it stays; `remove`: those whom we put there are
 * taken out first, soon. The group itself stays. Throws Missing.
 */
export const stopMirror =
  ({ database, clock, getSegment, recordAudit }: Parts) =>
  async ({
    segment_id,
    people,
    actor,
  }: {
    segment_id: string
    people: "leave" | "remove"
    actor: string
  }): Promise<void> => {
    const { no } = await getSegment({ segment_id })
    const now = await clock.now()
    await database.transaction(async (tx) => {
      const sync = await findGroupSync(tx, no, true)
      if (!sync) throw new Missing("customer group of segment", segment_id)
      await (people === "leave" ? deleteGroupSync(tx, no) : endGroupSync(tx, no, now))
      const detail = { group_id: sync.group_id, people }
      const entry = { actor, entity: "segment", entity_id: segment_id, action: "mirror_off", detail }
      await recordAudit(tx, entry, now)
    })
    await database.notify(WAKE)
  }
