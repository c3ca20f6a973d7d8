import { redeemable } from "../../../core/ledger/redeemable"
import { Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { beingCompleted } from "./change-hold"
import type { FindPerson } from "./find-person"
import { lockLivePurses } from "./lock-live-purses"
import { refuseBenefit } from "./problems"
import { insertHold, lockLiveHold, voidHolds } from "./store/holds"

/** Long enough to find one's card, short enough that a forgotten cart does not keep the points for days. */
export const HOLD_MINUTES = 120

/**
 * Sets points aside for a cart, in place of what this cart held before: as many as were asked for, but no more than
 * the cart can take. Answers also the credit line of the hold that it replaced, which must leave the cart. Refused when the
 * purse has fewer than were asked for; Conflict while the cart is being completed. `payable` is what the cart costs without
 * points, in minor units.
 */
export const holdPoints =
  ({
    database,
    clock,
    options,
    findPerson,
  }: {
    database: Database
    clock: Clock
    options: MarketingOptions
    findPerson: FindPerson
  }) =>
  async (asked: {
    customer_id: string
    cart_id: string
    points: number
    payable: number
    currency: string
  }): Promise<{ hold_id: number; points: number; amount: number; replaced_line: string | null }> => {
    const value = options.point_value[asked.currency]
    if (!value)
      throw new Refused([
        refuseBenefit("points/no-value", "cart", { currency: asked.currency.toUpperCase() }),
      ])
    const pid = await findPerson(asked.customer_id)
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const purse = (await lockLivePurses(tx, [pid], "points", now)).get(pid)!
      const before = await lockLiveHold(tx, asked.cart_id)
      if (before?.state === "reserved") throw beingCompleted()
      const own = before?.pid === pid ? before.points : 0
      const available = purse.balance - purse.held + own
      if (asked.points > available)
        throw new Refused([refuseBenefit("points/not-enough", "points", { asked: asked.points, available })])
      const taken = redeemable({ wanted: asked.points, payable: asked.payable, value })
      if (taken.points === 0) throw new Refused([refuseBenefit("points/nothing-to-pay", "points")])
      if (before) await voidHolds(tx, [before.id], now)
      const hold_id = await insertHold(
        tx,
        {
          account_id: purse.account_id,
          pid,
          cart_id: asked.cart_id,
          ...taken,
          currency: asked.currency,
          expires_at: new Date(now.getTime() + HOLD_MINUTES * 60_000),
        },
        now,
      )
      return { hold_id, ...taken, replaced_line: before?.credit_line_id ?? null }
    })
  }

export type HoldPoints = ReturnType<typeof holdPoints>
