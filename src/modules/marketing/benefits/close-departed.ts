import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import { goneBefore } from "../gone-for-good"
import { lockLivePurses } from "./lock-live-purses"
import { counterAccounts } from "./store/accounts"
import { departedPurses, revokeDeparted } from "./store/departed"
import { postMovements } from "./store/ledger"
import { consumeLots } from "./store/lots"

const PEOPLE_AT_A_TIME = 500

/**
 * What deleted customers had comes to its end: open coupons are revoked, points expire in the ledger. What an order in the
 * making has reserved is left to it. Answers whether more may wait.
 */
export const closeDeparted =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    const before = goneBefore(now)
    const revoked = await database.transaction((tx) => revokeDeparted(tx, before, now, PEOPLE_AT_A_TIME))
    const purses = await departedPurses(database, before, PEOPLE_AT_A_TIME)
    for (const system of new Set(purses.map((purse) => purse.system))) {
      const pids = purses.filter((purse) => purse.system === system).map((purse) => purse.pid)
      await database.transaction((tx) => expireAll(tx, pids, system, now))
    }
    return revoked === PEOPLE_AT_A_TIME || purses.length === PEOPLE_AT_A_TIME
  }

async function expireAll(tx: Sql, pids: number[], system: string, now: Date): Promise<void> {
  const purses = await lockLivePurses(tx, pids, system, now)
  const left = [...purses.values()].filter((purse) => purse.balance > purse.held)
  if (left.length === 0) return
  const lots = await tx.rows<{ account_id: number; last: number }>(
    "select account_id, max(id) as last from marketing_lot where account_id = any($1::integer[]) and remaining > 0 group by account_id",
    [left.map((purse) => purse.account_id)],
  )
  const lastLot = new Map(lots.map((lot) => [lot.account_id, lot.last]))
  const { expired } = await counterAccounts(tx, system)
  const gone = await postMovements(
    tx,
    left.map(({ account_id, balance, held }) => ({
      // Points that come back later, from an order that is refunded, are another lot and go another time.
      key: `departed:${account_id}:${lastLot.get(account_id)}:${balance}`,
      kind: "expire",
      account_id,
      counter_id: expired,
      amount: held - balance,
      note: "customer deleted",
    })),
    now,
  )
  await consumeLots(tx, gone)
}
