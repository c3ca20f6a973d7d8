import type { Sql } from "../database"
import { counterAccounts, lockPurses, type Purse } from "./store/accounts"
import { closeLots, expiredLots } from "./store/expiry"
import { postMovements } from "./store/ledger"

/**
 * Locks these people's purses and notes in them what has expired by now, so that nobody spends points whose life is
 * over. Answers the purses as they then are.
 */
export async function lockLivePurses(
  tx: Sql,
  pids: number[],
  system: string,
  now: Date,
): Promise<Map<number, Purse>> {
  const purses = await lockPurses(tx, pids, system)
  const byId = new Map([...purses.values()].map((purse) => [purse.account_id, purse]))
  const expired = await expiredLots(tx, [...byId.keys()], now)
  if (expired.length === 0) return purses
  const { expired: counter_id } = await counterAccounts(tx, system)
  // The lot's remainder is part of the key: a lot shielded by a hold may expire in two parts, each once.
  const keyed = expired.map((lot) => ({ ...lot, key: `expire:${lot.lot_id}:${lot.remaining}` }))
  const posted = await postMovements(
    tx,
    keyed.map(({ key, account_id, amount }) => ({
      key,
      kind: "expire",
      account_id,
      counter_id,
      amount: -amount,
    })),
    now,
  )
  const txnOf = new Map(posted.map((p) => [p.key, p.txn_id]))
  await closeLots(
    tx,
    keyed.map(({ key, lot_id, amount }) => ({ txn_id: txnOf.get(key)!, lot_id, amount })),
  )
  for (const { account_id, amount } of expired) byId.get(account_id)!.balance -= amount
  return purses
}
