import type { Clock } from "../clock"
import type { Database } from "../database"
import { restingAt, type SendName } from "./store/wakes"
import type { WakeSteps } from "./wake-steps"

/**
 * Wakes those of these messages' receivers who rest where they were asked for, now that it is known what became of them.
 * Never in the transaction that settles a message: no receipt waits for people who walk.
 */
export const wakeAfterSends =
  ({ database, clock, wakeSteps }: { database: Database; clock: Clock; wakeSteps: WakeSteps }) =>
  async (sends: SendName[]): Promise<void> => {
    if (sends.length === 0) return
    const resting = await restingAt(database, sends)
    if (resting.length === 0) return
    const now = await clock.now()
    await database.transaction((tx) => wakeSteps(tx, resting, now))
    await database.notify("marketing_wake")
  }

export type WakeAfterSends = ReturnType<typeof wakeAfterSends>
