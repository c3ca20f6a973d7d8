import { Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { FindPerson } from "./find-person"
import { lockLivePurses } from "./lock-live-purses"
import { refuseBenefit } from "./problems"
import { counterAccounts } from "./store/accounts"
import { closeLots } from "./store/expiry"
import { type Movement, postMovements } from "./store/ledger"
import { openLots } from "./store/lots"
import { moveCoupons, pursesOf, readPerson } from "./store/people"

export type Moved = { coupons: number; points: number }

/**
 * Moves open coupons and points from a person without an account (imported, or a guest) to the account that they made later:
 * each lot keeps its life, each coupon its day. Only by staff and only between equal e-mails, because nobody proves an
 * e-mail by registering with it. Repeating it moves what came since. Throws Missing, or Refused.
 */
export const moveBenefits =
  ({ database, clock, findPerson }: { database: Database; clock: Clock; findPerson: FindPerson }) =>
  async (asked: {
    from_customer_id: string
    to_customer_id: string
    reason: string
    actor: string
  }): Promise<Moved> => {
    const [from, to] = [await findPerson(asked.from_customer_id), await findPerson(asked.to_customer_id)]
    const now = await clock.now()
    return database.transaction(async (tx) => {
      await refuseStrangers(tx, from, to)
      const coupons = await moveCoupons(tx, from, to)
      let points = 0
      for (const system of await pursesOf(tx, from))
        points += await movePoints(tx, { from, to, now, ...asked, system })
      if (coupons + points > 0)
        await tx.run(
          `insert into marketing_audit (at, actor, entity, entity_id, action, detail)
           values ($1, $2, 'customer', $3, 'move_benefits', $4)`,
          [
            now,
            asked.actor,
            asked.to_customer_id,
            JSON.stringify({ from: asked.from_customer_id, coupons, points, reason: asked.reason }),
          ],
        )
      return { coupons, points }
    })
  }

async function refuseStrangers(tx: Sql, from: number, to: number): Promise<void> {
  const [giver, taker] = [await readPerson(tx, from), await readPerson(tx, to)]
  if (giver.has_account) throw new Refused([refuseBenefit("customer/has-account", "from_customer_id")])
  if (!taker.has_account) throw new Refused([refuseBenefit("customer/no-account", "id")])
  if (!giver.email || giver.email !== taker.email)
    throw new Refused([refuseBenefit("customer/other-email", "from_customer_id")])
}

type Move = { from: number; to: number; now: Date; reason: string; actor: string }

async function movePoints(
  tx: Sql,
  { from, to, system, now, reason, actor }: Move & { system: string },
): Promise<number> {
  const purses = await lockLivePurses(tx, [from, to], system, now)
  const source = purses.get(from)!
  const target = purses.get(to)!
  const lots = source.held > 0 ? [] : await openLots(tx, source.account_id)
  const counter = await counterAccounts(tx, system)
  const said = { kind: "adjust" as const, note: reason, actor }
  const movements = lots.flatMap(({ lot_id, remaining, expires_at }): Movement[] => [
    {
      ...said,
      key: `move:${lot_id}:out`,
      account_id: source.account_id,
      counter_id: counter.adjusted,
      amount: -remaining,
    },
    {
      ...said,
      key: `move:${lot_id}:in`,
      account_id: target.account_id,
      counter_id: counter.adjusted,
      amount: remaining,
      expires_at,
    },
  ])
  const gone = new Map((await postMovements(tx, movements, now)).map((out) => [out.key, out]))
  await closeLots(
    tx,
    lots.map(({ lot_id, remaining }) => ({
      txn_id: gone.get(`move:${lot_id}:out`)!.txn_id,
      lot_id,
      amount: remaining,
    })),
  )
  return lots.reduce((sum, lot) => sum + lot.remaining, 0)
}
