import type { Clock } from "../clock"
import type { Database } from "../database"
import { lockLivePurses } from "./lock-live-purses"
import { pursesToExpire } from "./store/expiry"

/** Lots whose purses are locked together: short enough not to keep a shopper waiting for the lock. */
const LOTS_AT_A_TIME = 500

/** Notes in the ledger what has expired by now, some purses at a time; answers whether there was something: there may be more. */
export const expirePoints =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    const due = await pursesToExpire(database, now, LOTS_AT_A_TIME)
    for (const system of new Set(due.map((purse) => purse.system))) {
      const pids = due.filter((purse) => purse.system === system).map((purse) => purse.pid)
      await database.transaction((tx) => lockLivePurses(tx, pids, system, now))
    }
    return due.length > 0
  }
