import type { Sql } from "../../database"
import type { Outgoing } from "./ledger"

/**
 * Points that went out are taken from the lots that expire first. Demands and lots of one purse are laid out as two
 * rulers from zero; where a demand's stretch overlaps a lot's, that much is taken.
 */
export async function consumeLots(tx: Sql, gone: Outgoing[]): Promise<void> {
  if (gone.length === 0) return
  await tx.run(
    `with demand as (
       select txn_id, account_id, sum(amount) over w - amount as low, sum(amount) over w as high
       from unnest($1::bigint[], $2::integer[], $3::bigint[]) as d(txn_id, account_id, amount)
       window w as (partition by account_id order by txn_id)
     ), lot as (
       select id, account_id, sum(remaining) over w - remaining as low, sum(remaining) over w as high
       from marketing_lot where account_id = any($2) and remaining > 0
       window w as (partition by account_id order by expires_at nulls last, id)
     ), taken as (
       select lot.id as lot_id, demand.txn_id, least(lot.high, demand.high) - greatest(lot.low, demand.low) as amount
       from lot join demand using (account_id) where lot.low < demand.high and demand.low < lot.high
     ), noted as (
       insert into marketing_lot_use (txn_id, lot_id, amount) select txn_id, lot_id, amount from taken
     )
     update marketing_lot l set remaining = l.remaining - used.amount
     from (select lot_id, sum(amount)::bigint as amount from taken group by lot_id) used where l.id = used.lot_id`,
    [gone.map((p) => p.txn_id), gone.map((p) => p.account_id), gone.map((p) => -p.amount)],
  )
}

/** What is left in a purse, lot by lot. The caller holds the purse's lock. */
export const openLots = (
  tx: Sql,
  account_id: number,
): Promise<{ lot_id: number; remaining: number; expires_at: Date | null }[]> =>
  tx.rows(
    `select id as lot_id, remaining, expires_at from marketing_lot
     where account_id = $1 and remaining > 0 order by id`,
    [account_id],
  )
