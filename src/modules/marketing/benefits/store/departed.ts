import type { Sql } from "../../database"

/** Revokes open coupons of customers deleted before `before`, and says so in the audit log. Answers how many. */
export const revokeDeparted = async (tx: Sql, before: Date, now: Date, limit: number): Promise<number> =>
  tx.run(
    `with open as (
       select c.id from marketing_profile p join marketing_coupon c on c.pid = p.pid
       where p.deleted_at <= $1 and c.state in ('free', 'held')
       order by c.id limit $3 for update of c skip locked
     ), revoked as (
       update marketing_coupon c set state = 'revoked', cart_id = null, held_at = null
       from open where c.id = open.id returning c.id
     )
     insert into marketing_audit (at, actor, entity, entity_id, action, detail)
     select $2, 'system', 'coupon', id::text, 'revoke', '{"reason": "customer deleted"}' from revoked`,
    [before, now, limit],
  )

/** Purses of customers deleted before `before` that still hold points nobody has set aside. */
export const departedPurses = (
  sql: Sql,
  before: Date,
  limit: number,
): Promise<{ pid: number; system: string }[]> =>
  sql.rows(
    `select a.pid, a.system from marketing_profile p join marketing_account a on a.pid = p.pid
     where p.deleted_at <= $1 and a.balance > a.held order by a.id limit $2`,
    [before, limit],
  )
