import { problemsOf, Refused } from "../../../core/problem"
import type { Database, Sql } from "../database"
import { makeMonths, missingMonths, monthsBetween, type PartitionedTable } from "./store/months"

const refuse = problemsOf({
  "facts/too-many-months": {
    message: "From {from} to {to} are {months} months.",
    hint: "Events may be spread over at most 100 years. Check the dates for typing errors.",
  },
})
/** More months than this are a typing error in a date, and each would be a table. */
const MOST_MONTHS = 1200

/**
 * Makes sure that rows of every moment from `from` to `to` have a partition to go to. Safe when several processes ask
 * at once; cheap when all is there. Give `tx` from inside a transaction, else it uses one of its own.
 */
export const ensureMonths =
  ({ database }: { database: Database }) =>
  async (given: { table: PartitionedTable; from: Date; to: Date; tx?: Sql }): Promise<void> => {
    const months = monthsBetween(given.from, given.to)
    if (months.length > MOST_MONTHS)
      throw new Refused([
        refuse("facts/too-many-months", "at", {
          from: given.from.toISOString(),
          to: given.to.toISOString(),
          months: months.length,
        }),
      ])
    const missing = await missingMonths(given.tx ?? database, given.table, months)
    if (missing.length === 0) return
    if (given.tx) await makeMonths(given.tx, given.table, missing)
    else await database.transaction((tx) => makeMonths(tx, given.table, missing))
  }

export type EnsureMonths = ReturnType<typeof ensureMonths>
