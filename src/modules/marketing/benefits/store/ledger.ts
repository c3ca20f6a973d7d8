import type { Sql } from "../../database"
import { rowTable } from "../../row-table"

/** One change of one purse, with its other side. `amount` is in points, negative when the purse gets smaller. */
export type Movement = {
  /** Why it happens, unique for ever: the same cause moves points once. */
  key: string
  kind: "grant" | "redeem" | "reverse" | "expire" | "adjust"
  account_id: number
  counter_id: number
  amount: number
  /** End of the new points' life; null: they never expire. */
  expires_at?: Date | null
  plan_no?: number
  run_no?: number
  node?: string
  order_id?: string
  note?: string
  actor?: string
}

export type Posted = {
  key: string
  txn_id: number
  account_id: number
  amount: number
  expires_at: Date | null
}

/**
 * Writes movements as transactions of two entries each and brings the balances along; what was posted under the same key
 * before is left out of the answer. The caller holds the purses' locks and has made sure that nothing gets overdrawn
 * (the balance's CHECK would throw everything away), and keeps the lots in step with `openLots` or `consumeLots`.
 */
export async function postMovements(tx: Sql, movements: Movement[], now: Date): Promise<Posted[]> {
  if (movements.length === 0) return []
  const asked = rowTable(
    movements,
    {
      key: "text",
      kind: "text",
      account_id: "int",
      counter_id: "int",
      amount: "bigint",
      expires_at: "timestamptz",
      plan_no: "int",
      run_no: "int",
      node: "text",
      order_id: "text",
      note: "text",
      actor: "text",
    },
    { first: 2 },
  )
  return tx.rows<Posted>(
    `with asked as materialized (
       select * from ${asked.from}
     ), made as (
       insert into marketing_txn (key, kind, plan_no, run_no, node, order_id, note, actor, at)
       select key, kind, plan_no, run_no, node, order_id, note, actor, $1 from asked order by key
       on conflict (key) do nothing returning id, key
     ), fresh as (
       select made.id as txn_id, asked.* from made join asked using (key)
     ), entries as (
       insert into marketing_entry (txn_id, account_id, amount)
       select txn_id, account_id, amount from fresh union all select txn_id, counter_id, -amount from fresh
     ), balances as (
       update marketing_account a set balance = a.balance + moved.amount
       from (select account_id, sum(amount)::bigint as amount from fresh group by account_id) moved
       where a.id = moved.account_id
     )
     select key, txn_id, account_id, amount, expires_at from fresh`,
    [now, ...asked.values],
  )
}
