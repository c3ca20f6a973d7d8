import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MirrorSegment } from "./mirror-segment"
import { MIRROR, oneAtATime } from "./one-at-a-time"
import { dueGroupSyncs } from "./store/group-sync"

type Parts = { database: Database; clock: Clock; mirrorSegment: MirrorSegment }

/** Carries the differences of one segment into its customer group, if any is due that no other process is at. True: there may be more. */
export const mirrorNextSegment =
  ({ database, clock, mirrorSegment }: Parts) =>
  async (): Promise<boolean> => {
    for (const segment_no of await dueGroupSyncs(database, await clock.now())) {
      const key = { what: MIRROR, segment_no }
      if (await oneAtATime(database, key, (stillHeld) => mirrorSegment({ segment_no, stillHeld })))
        return true
    }
    return false
  }
