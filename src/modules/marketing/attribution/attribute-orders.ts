import type { Sql } from "../database"

/** The longest window a plan may ask for; bounds the look back at touches. */
export const LONGEST_WINDOW_DAYS = 90

/**
 * The last touch before each order within each plan's own window: of any kind, or clicks alone where the plan's basis
 * is "click". The window belongs to the version by which the person is in the plan. `$1` = order ids. Each order asks for its
 * own touches: left to itself PostgreSQL read all touches of the store for each page of orders.
 */
const LAST_TOUCH_PER_PLAN = `
  select distinct on (o.oid, t.plan_no)
         o.oid, o.pid, o.placed_at, o.currency, o.total, o.paid_at is not null as paid, o.cancelled_at is not null as cancelled,
         case when o.cancelled_at is null then o.net else 0 end as net, o.refunded,
         t.id as touch_id, t.plan_no, t.run_no, t.node, t.at as touched_at, s.basis
    from (select * from marketing_order where oid = any($1) offset 0) o
   cross join lateral (
     select * from marketing_touch t
      where t.pid = o.pid and t.at <= o.placed_at and t.at > o.placed_at - interval '${LONGEST_WINDOW_DAYS} days' offset 0) t
    join marketing_run r on r.no = t.run_no
    left join marketing_enrollment e on e.id = t.enrollment_id
    join marketing_plan_version v on v.plan_no = r.plan_no and v.version = coalesce(e.version, r.version)
   cross join lateral (
     select coalesce(v.settings #>> '{attribution,basis}', 'touch') as basis,
            coalesce((v.settings #>> '{attribution,window_days}')::int, 7) as days) s
   where t.at > o.placed_at - make_interval(days => s.days)
     and (s.basis = 'touch' or t.kind = 'clicked')
   order by o.oid, t.plan_no, t.at desc, t.id desc`

/**
 * Brings conversions and credits of these orders up to what the orders and touches say now, in the caller's
 * transaction. Repeating it changes nothing; a refund, a cancellation or a late touch corrects what was written before.
 * The store-wide view gives each order once, to the last touch of all (model "last").
 */
export const attributeOrders =
  () =>
  async (tx: Sql, oids: number[], now: Date): Promise<void> => {
    if (oids.length === 0) return
    // Two workers may bring news of one order at the same time: the later one waits and then sees the other's work.
    await tx.run("select 1 from marketing_order where oid = any($1) order by oid for update", [oids])
    await tx.run(
      `with best as materialized (${LAST_TOUCH_PER_PLAN}),
       gone as (
         delete from marketing_conversion c
          where c.oid = any($1) and not exists (select 1 from best b where b.oid = c.oid and b.plan_no = c.plan_no))
       insert into marketing_conversion as c
         (plan_no, oid, run_no, pid, touch_id, node, basis, touched_at, placed_at, currency, total, net, refunded, paid, cancelled, updated_at)
       select plan_no, oid, run_no, pid, touch_id, node, basis, touched_at, placed_at, currency, total, net, refunded, paid, cancelled, $2
         from best
       on conflict (plan_no, oid) do update set
         run_no = excluded.run_no, pid = excluded.pid, touch_id = excluded.touch_id, node = excluded.node, basis = excluded.basis,
         touched_at = excluded.touched_at, placed_at = excluded.placed_at, currency = excluded.currency, total = excluded.total,
         net = excluded.net, refunded = excluded.refunded, paid = excluded.paid, cancelled = excluded.cancelled, updated_at = $2
       where (c.run_no, c.pid, c.touch_id, c.node, c.basis, c.touched_at, c.placed_at, c.currency, c.total, c.net, c.refunded, c.paid, c.cancelled)
         is distinct from (excluded.run_no, excluded.pid, excluded.touch_id, excluded.node, excluded.basis, excluded.touched_at,
           excluded.placed_at, excluded.currency, excluded.total, excluded.net, excluded.refunded, excluded.paid, excluded.cancelled)`,
      [oids, now],
    )
    await tx.run(
      `with last as (
         select distinct on (oid) oid, touch_id, plan_no, run_no, currency, net
           from marketing_conversion where oid = any($1) order by oid, touched_at desc, touch_id desc),
       gone as (
         delete from marketing_credit c
          where c.oid = any($1) and c.model = 'last'
            and not exists (select 1 from last l where l.oid = c.oid and l.touch_id = c.touch_id))
       insert into marketing_credit as c (oid, model, touch_id, plan_no, run_no, currency, amount)
       select oid, 'last', touch_id, plan_no, run_no, currency, net from last
       on conflict (oid, model, touch_id) do update set amount = excluded.amount where c.amount <> excluded.amount`,
      [oids],
    )
  }

export type AttributeOrders = ReturnType<typeof attributeOrders>
