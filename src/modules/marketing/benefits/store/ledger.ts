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

/** Points that left a purse, `amount` negative. */
export type Outgoing = { key: string; txn_id: number; account_id: number; amount: number }

const sumOf = (where: string) => `coalesce(sum(amount) filter (where ${where}), 0)::bigint`

/**
 * Writes movements as transactions of two entries each and brings the balances along; points that come in become a lot
 * each, with the life they were given. What was posted under the same key before is left alone. Answers what went out now:
 * the caller takes it from the lots (`consumeLots`, `closeLots`). The caller holds the purses' locks, so that nobody posts
 * the same key meanwhile, and has made sure that nothing gets overdrawn (the balance's CHECK would throw everything away).
 */
export async function postMovements(tx: Sql, movements: Movement[], now: Date): Promise<Outgoing[]> {
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
  return tx.rows<Outgoing>(
    `with asked as materialized (
       select * from ${asked.from}
     ), known as (
       select key from marketing_txn where key = any (array(select key from asked))
     ), fresh as materialized (
       select nextval('marketing_txn_id_seq') as txn_id, asked.* from asked
       where not exists (select 1 from known where known.key = asked.key)
     ), made as (
       insert into marketing_txn (id, key, kind, plan_no, run_no, node, order_id, note, actor, at)
       overriding system value
       select txn_id, key, kind, plan_no, run_no, node, order_id, note, actor, $1 from fresh
     ), entries as (
       insert into marketing_entry (txn_id, account_id, amount)
       select txn_id, account_id, amount from fresh union all select txn_id, counter_id, -amount from fresh
     ), lots as (
       insert into marketing_lot (account_id, txn_id, amount, remaining, expires_at, created_at)
       select account_id, txn_id, amount, amount, expires_at, $1 from fresh where amount > 0
     ), balances as (
       update marketing_account a
          set balance = a.balance + moved.amount, earned = a.earned + moved.earned, spent = a.spent - moved.spent
       from (select account_id, sum(amount)::bigint as amount,
                    ${sumOf("kind = 'grant' or kind = 'adjust' and amount > 0 or kind = 'reverse' and amount < 0")} as earned,
                    ${sumOf("kind = 'redeem' or kind = 'reverse' and amount > 0")} as spent
               from fresh group by account_id) moved
       where a.id = moved.account_id
     )
     select key, txn_id, account_id, amount from fresh where amount < 0`,
    [now, ...asked.values],
  )
}
