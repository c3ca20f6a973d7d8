import { Conflict } from "../../../core/problem"
import type { RecordTouches } from "../attribution/record-touches"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { settleUnknown } from "./store/sends"

/** What somebody found out about a message of unknown outcome: it arrived, it did not, or send it again whatever was. */
export type Resolution = "sent" | "failed" | "again"

/** Settles a send that stayed unknown. Throws Conflict when it is not (or no longer) unknown, or a test to be sent again. */
export const resolveSend =
  ({ database, clock, recordTouches }: { database: Database; clock: Clock; recordTouches: RecordTouches }) =>
  async ({ send_id, as }: { send_id: number; as: Resolution }): Promise<void> => {
    const now = await clock.now()
    await database.transaction(async (tx) => {
      const send = await settleUnknown(tx, send_id, as === "again" ? "queued" : as, "by_hand", now)
      if (!send) throw new Conflict("message/not-unknown", `Message ${send_id} is not of unknown outcome.`)
      if (as === "again" && send.topic === "test")
        throw new Conflict("message/test-again", "A test is not sent again; send a new test instead.")
      const { id, pid, plan_no, run_no, node, enrollment_id, channel, sent_at } = send
      if (sent_at === null || plan_no === null || run_no === null || node === null) return
      const touch = { key: `send:${id}`, pid, plan_no, run_no, node, enrollment_id, channel, at: sent_at }
      await recordTouches(tx, [{ ...touch, kind: "delivered" }])
    })
  }
