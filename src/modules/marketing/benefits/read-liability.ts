import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"

export type Liability = {
  /** Open points by the month in which they expire; `month` null: never. Value in minor units by currency. */
  points: { month: string | null; points: number; people: number; value: Record<string, number> }[]
  /** Coupons that can still be used, by template and month of expiry. */
  coupons: { month: string | null; template_id: string; name: string; open: number }[]
}

/** What the store owes the customers it still has: points and coupons that may be used. Months in the store's zone. */
export const readLiability =
  ({ database, clock, options }: { database: Database; clock: Clock; options: MarketingOptions }) =>
  async (): Promise<Liability> => {
    const now = await clock.now()
    const points = await database.rows<{ month: string | null; points: number; people: number }>(
      `select to_char(expires_at - interval '1 second', 'YYYY-MM') as month, sum(remaining)::bigint as points,
         count(distinct account_id) as people
       from (select l.account_id, l.remaining, l.expires_at at time zone $2 as expires_at
             from marketing_lot l join marketing_account a on a.id = l.account_id
             join marketing_profile p on p.pid = a.pid and p.deleted_at is null
             where l.remaining > 0 and (l.expires_at is null or l.expires_at > $1)) open
       group by 1 order by 1 nulls last`,
      [now, options.timezone],
    )
    const coupons = await database.rows<Liability["coupons"][number]>(
      `select to_char((c.expires_at at time zone $2) - interval '1 second', 'YYYY-MM') as month,
         t.id as template_id, t.name, count(*) as open
       from marketing_coupon c join marketing_coupon_template t on t.no = c.template_no
       join marketing_profile p on p.pid = c.pid and p.deleted_at is null
       where c.state in ('free', 'held', 'reserved') and (c.expires_at is null or c.expires_at > $1)
       group by 1, t.id, t.name order by 1 nulls last, t.name`,
      [now, options.timezone],
    )
    const value = (n: number) =>
      Object.fromEntries(Object.entries(options.point_value).map(([currency, each]) => [currency, n * each]))
    return { points: points.map((row) => ({ ...row, value: value(row.points) })), coupons }
  }
