import { Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { FindPerson } from "./find-person"
import { lockLivePurses } from "./lock-live-purses"
import { refuseBenefit } from "./problems"
import { counterAccounts } from "./store/accounts"
import { whoIsBlocked } from "./store/blocks"
import { postMovements } from "./store/ledger"
import { consumeLots } from "./store/lots"
import { endsAfterDays } from "./store/validity"

export type PointsAdjustment = {
  customer_id: string
  /** Positive gives, negative takes; never more than can be spent. */
  amount: number
  reason: string
  /** The user who does it; stays on the entry. */
  actor: string
  expires_in_days?: number | null
  system?: string
  /** Given by the caller so that a form sent twice counts once. */
  key: string
}

/** Gives or takes points by hand. Refused with `points/not-enough` when more is taken than is available, and with `customer/blocked`. */
export const adjustPoints =
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
  async (asked: PointsAdjustment): Promise<void> => {
    if (asked.amount === 0) throw new Refused([refuseBenefit("points/zero", "amount")])
    const pid = await findPerson(asked.customer_id)
    const now = await clock.now()
    const system = asked.system ?? "points"
    await database.transaction(async (tx) => {
      const purse = (await lockLivePurses(tx, [pid], system, now)).get(pid)!
      const key = `adjust:${asked.key}`
      const known = await tx.one("select 1 as known from marketing_txn where key = $1", [key])
      if (known) return
      if (asked.amount > 0 && (await whoIsBlocked(tx, [pid], now)).has(pid))
        throw new Refused([refuseBenefit("customer/blocked", "amount")])
      const available = purse.balance - purse.held
      if (-asked.amount > available)
        throw new Refused([refuseBenefit("points/not-enough", "amount", { asked: -asked.amount, available })])
      const endOf = await endsAfterDays(tx, [asked.expires_in_days], now, options.timezone)
      const gone = await postMovements(
        tx,
        [
          {
            key,
            kind: "adjust",
            account_id: purse.account_id,
            counter_id: (await counterAccounts(tx, system)).adjusted,
            amount: asked.amount,
            expires_at: endOf(asked.expires_in_days),
            note: asked.reason,
            actor: asked.actor,
          },
        ],
        now,
      )
      await consumeLots(tx, gone)
    })
  }
