import type { UsedLot } from "../../../../core/ledger/points-come-back"
import type { Sql } from "../../database"

/** Points of these holds are spent: no longer held, and bound to their order. */
export const postHolds = (
  tx: Sql,
  settled: { hold_id: number; order_id: string; txn_id: number; points: number }[],
  now: Date,
): Promise<number> =>
  tx.run(
    `update marketing_hold h set state = 'posted', order_id = s.order_id, txn_id = s.txn_id, points = s.points, settled_at = $5
     from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[]) as s(hold_id, order_id, txn_id, points) where h.id = s.hold_id`,
    [
      settled.map((s) => s.hold_id),
      settled.map((s) => s.order_id),
      settled.map((s) => s.txn_id),
      settled.map((s) => s.points),
      now,
    ],
  )

/** Takes points out of what is held, because they are about to be spent or given free. */
export const unhold = (tx: Sql, account_id: number, points: number): Promise<number> =>
  tx.run("update marketing_account set held = held - $2 where id = $1", [account_id, points])

/** How many points were given back for each of these holds. */
export async function returnedBefore(tx: Sql, hold_ids: number[]): Promise<Map<number, number>> {
  const rows = await tx.rows<{ hold_id: number; points: number }>(
    `select h.id as hold_id, sum(e.amount)::bigint as points
     from marketing_hold h
     join marketing_txn t on t.order_id = h.order_id and t.kind = 'reverse' and starts_with(t.key, 'return:' || h.id || ':')
     join marketing_entry e on e.txn_id = t.id and e.account_id = h.account_id
     where h.id = any($1::bigint[]) group by h.id`,
    [hold_ids],
  )
  return new Map(rows.map((row) => [row.hold_id, row.points]))
}

/** What these spendings took from which lots, in the order in which they took it. */
export const usedLots = (tx: Sql, txn_ids: number[]): Promise<(UsedLot & { txn_id: number })[]> =>
  tx.rows(
    `select u.txn_id, u.amount, l.expires_at
     from marketing_lot_use u join marketing_lot l on l.id = u.lot_id
     where u.txn_id = any($1::bigint[]) order by l.expires_at nulls last, l.id`,
    [txn_ids],
  )
