import type { Sql } from "../../database"

/** A purse as its owner sees it. Points whose life is over count as gone, also before the ledger has noted it. */
export type PurseView = {
  system: string
  balance: number
  held: number
  /** What can be spent now. */
  available: number
}

const EXPIRED = `coalesce((select sum(remaining) from marketing_lot l
  where l.account_id = a.id and remaining > 0 and expires_at <= $2), 0)::bigint`

export const readPurses = (sql: Sql, pid: number, now: Date): Promise<PurseView[]> =>
  sql.rows(
    `select system, balance - gone as balance, held, balance - gone - held as available
     from (select a.system, a.balance, a.held, greatest(0, ${EXPIRED} - a.held) as gone
           from marketing_account a where a.pid = $1) purse
     order by system`,
    [pid, now],
  )

/** Points that expire, by the moment, soonest first. */
export const readExpiring = (
  sql: Sql,
  pid: number,
  system: string,
  now: Date,
): Promise<{ expires_at: Date; points: number }[]> =>
  sql.rows(
    `select l.expires_at, sum(l.remaining)::bigint as points
     from marketing_lot l join marketing_account a on a.id = l.account_id
     where a.pid = $1 and a.system = $2 and l.remaining > 0 and l.expires_at > $3
     group by l.expires_at order by l.expires_at limit 50`,
    [pid, system, now],
  )
