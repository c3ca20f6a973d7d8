import type { FailureFigure, MoneyFigures } from "../../../../core/report/plan-report"
import type { Sql } from "../../database"

/** One statement a figure family; `$1` = plan no, `$2` = run no or null for all runs of the plan. */
export type Scope = { plan_no: number; run_no: number | null }
const OF_SCOPE = (alias: string) => `${alias}.plan_no = $1 and ($2::int is null or ${alias}.run_no = $2)`
const values = (scope: Scope) => [scope.plan_no, scope.run_no]

/** Held out of every plan, not by this one. */
const BY_STORE = "coalesce(e.reason = 'store_hold_out', false)"

export const readEntries = async (sql: Sql, scope: Scope) =>
  (await sql.one<{
    covered: number
    entries: number
    held_out: number
    store_held_out: number
    inside: number
  }>(
    `select count(distinct e.pid) filter (where e.state <> 'held_out') as covered,
            count(*) filter (where e.state <> 'held_out') as entries,
            count(distinct e.pid) filter (where e.state = 'held_out' and not ${BY_STORE}) as held_out,
            count(distinct e.pid) filter (where e.state = 'held_out' and ${BY_STORE}) as store_held_out,
            count(distinct e.pid) filter (where e.state = 'inside') as inside
       from marketing_enrollment e where ${OF_SCOPE("e")}`,
    values(scope),
  ))!

/** Visited: clicked, ordered, or a storefront visit recorded within the window after any touch. */
export const readReach = async (sql: Sql, scope: Scope, windowDays: number) =>
  (await sql.one<{ reached: number; visited: number }>(
    `with touched as materialized (
       select t.pid, array_agg(t.at) as moments, bool_or(t.kind = 'clicked') as clicked
         from marketing_touch t where ${OF_SCOPE("t")} group by t.pid)
     select count(*) as reached,
            count(*) filter (where p.clicked or exists (
              select 1 from unnest(p.moments) as touch(at) join marketing_event v
                  on v.pid = p.pid and v.name in ('visited', 'page_viewed', 'product_viewed')
                 and v.at >= touch.at and v.at < touch.at + make_interval(days => $3))
              or exists (select 1 from marketing_conversion c where c.pid = p.pid and ${OF_SCOPE("c")})) as visited
       from touched p`,
    [...values(scope), windowDays],
  ))!

export const readOrders = async (sql: Sql, scope: Scope) =>
  (await sql.one<{
    ordered_heads: number
    ordered: number
    paid_heads: number
    paid: number
    refunded: number
    cancelled: number
  }>(
    `select count(distinct c.pid) as ordered_heads, count(*) as ordered,
            count(distinct c.pid) filter (where c.paid and not c.cancelled) as paid_heads,
            count(*) filter (where c.paid and not c.cancelled) as paid,
            count(*) filter (where c.refunded > 0 and not c.cancelled) as refunded,
            count(*) filter (where c.cancelled) as cancelled
       from marketing_conversion c where ${OF_SCOPE("c")}`,
    values(scope),
  ))!

export const readMoney = (sql: Sql, scope: Scope): Promise<MoneyFigures[]> =>
  sql.rows<MoneyFigures>(
    `select c.currency,
            sum(c.total + c.returned)::bigint as ordered,
            coalesce(sum(c.net + c.refunded) filter (where c.paid and not c.cancelled), 0)::bigint as paid,
            coalesce(sum(c.refunded) filter (where c.paid and not c.cancelled), 0)::bigint as refunded,
            sum(c.net)::bigint as net
       from marketing_conversion c where ${OF_SCOPE("c")}
      group by c.currency order by sum(c.net) desc, c.currency`,
    values(scope),
  )

export const readMessages = async (sql: Sql, scope: Scope) => {
  const counts = (await sql.one<Record<string, number>>(
    `select count(*) filter (where s.state in ('queued', 'sending')) as queued,
            count(*) filter (where s.state = 'sent') as sent,
            count(*) filter (where s.state = 'failed') as failed,
            count(*) filter (where s.state = 'unknown') as unknown,
            count(*) filter (where s.state = 'blocked') as blocked,
            count(*) filter (where s.state = 'cancelled') as cancelled,
            count(s.opened_at) as opened,
            count(s.clicked_at) as clicked
       from marketing_send s where ${OF_SCOPE("s")}`,
    values(scope),
  ))!
  const failures = await sql.rows<FailureFigure>(
    `select s.channel, s.state, coalesce(s.reason, 'no_reason') as reason, count(*) as count
       from marketing_send s where ${OF_SCOPE("s")} and s.state in ('failed', 'unknown', 'blocked', 'cancelled')
      group by 1, 2, 3 order by count(*) desc, 1, 2, 3`,
    values(scope),
  )
  return { counts, failures }
}

export const readBenefits = async (sql: Sql, scope: Scope) =>
  (await sql.one<{
    granted: number
    refused: number
    used: number
    open: number
    expired: number
    points: number
    points_refused: number
  }>(
    `select (select count(*) from marketing_coupon c where ${OF_SCOPE("c")}) as granted,
            (select count(*) from marketing_coupon c where ${OF_SCOPE("c")} and c.state = 'used') as used,
            (select count(*) from marketing_coupon c where ${OF_SCOPE("c")} and c.state in ('free', 'held', 'reserved')) as open,
            (select count(*) from marketing_coupon c where ${OF_SCOPE("c")} and c.state = 'expired') as expired,
            (select count(*) from marketing_effect f where ${OF_SCOPE("f")} and f.type = 'coupon' and not f.done) as refused,
            (select count(*) from marketing_effect f where ${OF_SCOPE("f")} and f.type = 'points' and not f.done) as points_refused,
            (select coalesce(sum(n.amount), 0)::bigint
               from marketing_txn x join marketing_entry n on n.txn_id = x.id
               join marketing_account a on a.id = n.account_id and a.role = 'customer'
              where ${OF_SCOPE("x")} and x.kind = 'grant') as points`,
    values(scope),
  ))!

/** Coupons that are open or used by the currency of their fixed amount; null: worth what the cart is. */
export const readCouponsWorth = (
  sql: Sql,
  scope: Scope,
): Promise<{ currency: string | null; amount: number; coupons: number }[]> =>
  sql.rows(
    `select t.value #>> '{discount,currency}' as currency,
            coalesce(sum((t.value #>> '{discount,amount}')::bigint), 0)::bigint as amount, count(*) as coupons
       from marketing_coupon c join marketing_coupon_template t on t.no = c.template_no
      where ${OF_SCOPE("c")} and c.state in ('free', 'held', 'reserved', 'used')
      group by 1 order by 1`,
    values(scope),
  )

/** Points that were redeemed on the orders counted for this plan, less those that refunds gave back. */
export const readPointsUsed = async (sql: Sql, scope: Scope) =>
  (await sql.one<{ used: number }>(
    `select coalesce(sum(h.points - b.points), 0)::bigint as used
       from marketing_conversion c join marketing_order o on o.oid = c.oid
       join marketing_hold h on h.order_id = o.order_id and h.state = 'posted'
      cross join lateral (
        select coalesce(sum(e.amount), 0) as points
          from marketing_txn t join marketing_entry e on e.txn_id = t.id and e.account_id = h.account_id
         where t.order_id = h.order_id and t.kind = 'reverse' and starts_with(t.key, 'return:' || h.id || ':')) b
      where ${OF_SCOPE("c")} and not c.cancelled`,
    values(scope),
  ))!.used

/** Who said no on any channel within the window after this plan reached them. */
export const readUnsubscribed = async (sql: Sql, scope: Scope, windowDays: number) =>
  (await sql.one<{ n: number }>(
    `select count(distinct t.pid) as n
       from marketing_touch t join marketing_consent c on c.pid = t.pid and c.state = 'no'
        and c.at >= t.at and c.at < t.at + make_interval(days => $3)
      where ${OF_SCOPE("t")} and t.kind = 'delivered'`,
    [...values(scope), windowDays],
  ))!.n

/**
 * Buyers among everyone who entered, by intention: an order that is not cancelled within the window after entering. Who
 * is held out of all plans is counted apart: they miss more than this one.
 */
export const readGroups = async (sql: Sql, scope: Scope, windowDays: number) =>
  (await sql.one<{
    treated: number
    treated_hits: number
    held_out: number
    held_out_hits: number
    store_held_out: number
    store_held_out_hits: number
  }>(
    `with person as materialized (
       select e.pid, min(e.entered_at) as at, bool_or(e.state = 'held_out') as held_out, bool_or(${BY_STORE}) as by_store
         from marketing_enrollment e where ${OF_SCOPE("e")} group by e.pid),
     buyer as (
       select p.held_out, p.by_store, exists (
         select 1 from marketing_order o where o.pid = p.pid and o.cancelled_at is null
            and o.placed_at >= p.at and o.placed_at < p.at + make_interval(days => $3)) as bought
         from person p)
     select count(*) filter (where not held_out) as treated,
            count(*) filter (where not held_out and bought) as treated_hits,
            count(*) filter (where held_out and not by_store) as held_out,
            count(*) filter (where held_out and not by_store and bought) as held_out_hits,
            count(*) filter (where held_out and by_store) as store_held_out,
            count(*) filter (where held_out and by_store and bought) as store_held_out_hits
       from buyer`,
    [...values(scope), windowDays],
  ))!
