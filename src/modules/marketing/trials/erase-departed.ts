import type { Clock } from "../clock"
import type { Database } from "../database"
import { goneBefore } from "../gone-for-good"
import { eraseTestAddresses, eraseTesters } from "./store/testers"
import { eraseTrials } from "./store/trials"

const TESTS_AT_A_TIME = 500

/**
 * Erases what tests hold of deleted customers: tests that walked them or wrote to their address, with what was said and told,
 * their mark, and their address where staff had it remembered. A test under way ends by itself first. Answers whether more
 * may wait.
 */
export const eraseDeparted =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<boolean> => {
    const before = goneBefore(await clock.now())
    return database.transaction(async (tx) => {
      const erased = await eraseTrials(tx, before, TESTS_AT_A_TIME)
      await eraseTesters(tx, before)
      await eraseTestAddresses(tx, before)
      return erased === TESTS_AT_A_TIME
    })
  }
