import type { RecordTouches } from "../attribution/record-touches"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { WakeAfterSends } from "../engine/wake-after-sends"
import { whileAway } from "../while-away"
import { type Receipt, suppress, writeReceipts } from "./store/receipts"

/** As long as a message that was claimed is taken for one whose worker may live. */
export const PATIENCE_MS = 90_000

/**
 * Writes what became of hand-overs: state, the touch of what was delivered, the place given back of what surely was not,
 * the suppression of an address that does not exist. One transaction, tried again while the database is away: what a provider
 * said, it says once.
 */
export const recordReceipts =
  ({
    database,
    clock,
    recordTouches,
    wakeAfterSends,
  }: {
    database: Database
    clock: Clock
    recordTouches: RecordTouches
    wakeAfterSends: WakeAfterSends
  }) =>
  async (receipts: Receipt[]): Promise<void> => {
    if (receipts.length === 0) return
    const settle = async () => {
      const now = await clock.now()
      return database.transaction(async (tx) => {
        const recorded = await writeReceipts(tx, receipts, now)
        await recordTouches(
          tx,
          recorded.flatMap((send) =>
            send.state === "sent" && send.plan_no !== null && send.run_no !== null && send.node !== null
              ? {
                  key: `send:${send.id}`,
                  pid: send.pid,
                  plan_no: send.plan_no,
                  run_no: send.run_no,
                  node: send.node,
                  enrollment_id: send.enrollment_id,
                  kind: "delivered" as const,
                  channel: send.channel,
                  at: now,
                }
              : [],
          ),
        )
        await suppress(
          tx,
          recorded.flatMap(({ channel, address, reason }) =>
            reason === "bounced" && address ? { channel, address, reason } : [],
          ),
          now,
        )
        return recorded.filter((send) => send.plan_no !== null && send.state !== "queued")
      })
    }
    await wakeAfterSends(await whileAway(settle, PATIENCE_MS))
  }

export type RecordReceipts = ReturnType<typeof recordReceipts>
