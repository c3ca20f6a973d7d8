import type { Sql } from "../../database"

/**
 * Purses in which something expires now, of some lots at a time: those whose life was over first. Looked at as a list that ends early, since a
 * million may expire on one day. What is held shields as much of what expired.
 */
export const pursesToExpire = async (
  sql: Sql,
  now: Date,
  limit: number,
): Promise<{ pid: number; system: string }[]> =>
  sql.rows(
    `select distinct pid, system from (
       select a.pid, a.system from marketing_lot l join marketing_account a on a.id = l.account_id
        where l.remaining > 0 and l.expires_at <= $1
          and (a.held = 0 or a.held < (
            select sum(e.remaining) from marketing_lot e where e.account_id = a.id and e.remaining > 0 and e.expires_at <= $1))
        order by l.expires_at limit $2) due`,
    [now, limit],
  )

/**
 * What expires of which lot in these locked purses. A hold is spent from the lots that expire first, so what is held
 * shields them: the later ones of the expired go, and the shielded rest goes when the hold is void.
 */
export const expiredLots = (
  tx: Sql,
  account_ids: number[],
  now: Date,
): Promise<{ lot_id: number; account_id: number; remaining: number; amount: number }[]> =>
  tx.rows(
    `with expired as (
       select l.id, l.account_id, l.remaining, a.held,
         sum(l.remaining) over (partition by l.account_id order by l.expires_at desc, l.id desc) - l.remaining as before,
         sum(l.remaining) over (partition by l.account_id) as whole
       from marketing_lot l join marketing_account a on a.id = l.account_id
       where l.account_id = any($1::integer[]) and l.remaining > 0 and l.expires_at <= $2
     )
     select id as lot_id, account_id, remaining,
       least(remaining, greatest(0, whole - held) - before)::bigint as amount
     from expired where greatest(0, whole - held) > before`,
    [account_ids, now],
  )

/** Takes the expired points from exactly these lots. */
export const closeLots = (
  tx: Sql,
  taken: { txn_id: number; lot_id: number; amount: number }[],
): Promise<number> =>
  tx.run(
    `with taken as (
       select * from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as t(txn_id, lot_id, amount)
     ), used as (
       insert into marketing_lot_use (txn_id, lot_id, amount) select txn_id, lot_id, amount from taken
     )
     update marketing_lot l set remaining = l.remaining - taken.amount from taken where l.id = taken.lot_id`,
    [taken.map((t) => t.txn_id), taken.map((t) => t.lot_id), taken.map((t) => t.amount)],
  )
