import { Missing } from "../../../core/problem"
import type { GetSegment } from "../audience/read-segments"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { WAKE } from "../wakeups"
import { restartGroupSync } from "./store/group-sync"
import { restartWebhook } from "./store/webhook"

type Parts = { database: Database; clock: Clock; getSegment: GetSegment }

/** Looks for differences now, also after it had stopped for good. Throws Missing when there is nothing that is on. */
export const runSync =
  ({ database, clock, getSegment }: Parts) =>
  async ({ segment_id, part }: { segment_id: string; part: "group" | "webhook" }): Promise<void> => {
    const { no } = await getSegment({ segment_id })
    const restart = part === "group" ? restartGroupSync : restartWebhook
    if ((await restart(database, no, await clock.now())) === 0)
      throw new Missing(`${part} to sync with of segment`, segment_id)
    await database.notify(WAKE)
  }
