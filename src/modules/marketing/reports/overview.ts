import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { peopleCovered } from "../people-covered"

/** An order that was cancelled is neither counted nor earns anything. */
const STANDING_ORDERS = `
  marketing_credit c join marketing_order o on o.oid = c.oid and c.model = 'last' and o.cancelled_at is null`

/**
 * What marketing brought in the last `days` days, each order counted once (last touch of all plans) unless it was
 * cancelled, and what it brought in as many days before; amounts per currency in minor units. `trend`: by days of the
 * store's time zone.
 */
export const marketingOverview =
  ({ database, clock, options }: { database: Database; clock: Clock; options: MarketingOptions }) =>
  async ({ days = 30 }: { days?: number } = {}) => {
    const now = await clock.now()
    const money = await database.rows<{
      currency: string
      period: "now" | "before"
      net: number
      orders: number
    }>(
      `select c.currency, case when o.placed_at > $1::timestamptz - make_interval(days => $2) then 'now' else 'before' end as period,
              sum(c.amount)::bigint as net, count(*) as orders
         from ${STANDING_ORDERS}
        where o.placed_at > $1::timestamptz - make_interval(days => 2 * $2) and o.placed_at <= $1
        group by 1, 2 order by 3 desc`,
      [now, days],
    )
    const trend = await database.rows<{ day: string; currency: string; net: number; orders: number }>(
      `select (o.placed_at at time zone $3)::date as day, c.currency, sum(c.amount)::bigint as net, count(*) as orders
         from ${STANDING_ORDERS}
        where o.placed_at > $1::timestamptz - make_interval(days => $2) and o.placed_at <= $1
        group by 1, 2 order by 1, 2`,
      [now, days, options.timezone],
    )
    const counts = (await database.one<Record<string, number>>(
      `select (select count(*) from marketing_profile where deleted_at is null) as customers,
              (select count(*) from marketing_segment where deleted_at is null) as segments,
              (select count(*) from marketing_plan where deleted_at is null) as plans,
              (select count(*) from marketing_plan where deleted_at is null and state = 'running') as running,
              (select count(*) from marketing_send where state = 'sent' and plan_no is not null and sent_at > $1::timestamptz - make_interval(days => $2)) as messages,
              (select count(*) from marketing_send where state = 'unknown' and topic <> 'test') as unknown_sends,
              (select count(*) from marketing_step where state = 'parked')
                + (select count(*) from marketing_occasion where state = 'parked') as parked,
              (select count(*) from marketing_coupon where state = 'used' and used_at > $1::timestamptz - make_interval(days => $2)) as coupons_used,
              (select count(*) from marketing_coupon where state in ('free', 'held', 'reserved')) as coupons_open,
              (select coalesce(sum(balance), 0)::bigint from marketing_account where role = 'customer') as points_open`,
      [now, days],
    ))!
    const running = await database.rows(
      `select p.id, p.name, p.state,
              (select count(distinct e.pid) from marketing_enrollment e where e.plan_no = p.no and e.state = 'inside') as inside,
              ${peopleCovered("p")} as covered,
              (select count(distinct c.pid) from marketing_conversion c
                where c.plan_no = p.no and c.paid and not c.cancelled) as buyers
         from marketing_plan p
        where p.deleted_at is null and p.state in ('scheduled', 'running', 'paused', 'ended')
        order by case p.state when 'running' then 0 when 'scheduled' then 1 when 'paused' then 2 else 3 end, p.updated_at desc
        limit 8`,
    )
    return { as_of: now.toISOString(), days, money, trend, counts, plans: running }
  }
