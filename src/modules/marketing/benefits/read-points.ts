import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { pidOf } from "./store/people"
import { readExpiring, readPurses } from "./store/purse"

export type PointsAccount = {
  system: string
  balance: number
  /** Put on a cart and not yet paid with; part of the balance. */
  held: number
  available: number
  expiring: { expires_at: Date; points: number }[]
  /** Value of one point in minor units by currency. */
  point_value: Record<string, number>
}

/** A customer's points now; all zero for someone who never had any. */
export const readPoints =
  ({ database, clock, options }: { database: Database; clock: Clock; options: MarketingOptions }) =>
  async (person: { customer_id: string } | { pid: number }, system = "points"): Promise<PointsAccount> => {
    const now = await clock.now()
    const pid = "pid" in person ? person.pid : await pidOf(database, person.customer_id)
    const purses = pid === undefined ? [] : await readPurses(database, pid, now)
    const purse = purses.find((p) => p.system === system) ?? { system, balance: 0, held: 0, available: 0 }
    const expiring = pid === undefined ? [] : await readExpiring(database, pid, system, now)
    return { ...purse, expiring, point_value: options.point_value }
  }

export type ReadPoints = ReturnType<typeof readPoints>
