import type { Sql } from "../database"

/** The longest window a plan may ask for; bounds the look back at touches. */
export const LONGEST_WINDOW_DAYS = 90

/**
 * The last touch before each order within each plan's own window, of orders `o` and touches `t` as `pairs` joins them: of any
 * kind, or clicks alone where the plan's basis is "click". The window belongs to the version by which the person is in the plan.
 */
export const lastTouchPerPlan = (pairs: string): string => `
  select distinct on (p.oid, p.plan_no)
         p.oid, p.pid, p.placed_at, p.currency, p.total, p.returned, p.paid, p.cancelled, p.net, p.refunded,
         p.touch_id, p.plan_no, p.run_no, p.node, p.touched_at, s.basis
    from (
      select o.oid, o.pid, o.placed_at, o.currency, o.total, o.returned,
             o.paid_at is not null as paid, o.cancelled_at is not null as cancelled,
             case when o.cancelled_at is null then o.net else 0 end as net, o.refunded,
             t.id as touch_id, t.plan_no, t.run_no, t.node, t.at as touched_at, t.kind, t.enrollment_id
        from ${pairs} offset 0) p
    join marketing_run r on r.no = p.run_no
    left join marketing_enrollment e on e.id = p.enrollment_id
    join marketing_plan_version v on v.plan_no = r.plan_no and v.version = coalesce(e.version, r.version)
   cross join lateral (
     select coalesce(v.settings #>> '{attribution,basis}', 'touch') as basis,
            coalesce((v.settings #>> '{attribution,window_days}')::int, 7) as days) s
   where p.touched_at > p.placed_at - make_interval(days => s.days)
     and (s.basis = 'touch' or p.kind = 'clicked')
   order by p.oid, p.plan_no, p.touched_at desc, p.touch_id desc`

/** Each order asks for its own touches: left to itself PostgreSQL read all touches of the store for each page of orders. `$1` = order ids. */
const PAIRS_OF_ORDERS = `(select * from marketing_order where oid = any($1) offset 0) o
   cross join lateral (
     select * from marketing_touch t
      where t.pid = o.pid and t.at <= o.placed_at and t.at > o.placed_at - interval '${LONGEST_WINDOW_DAYS} days' offset 0) t`

/** What of a conversion is told by its order and its touch. */
const TOLD = [
  "run_no",
  "pid",
  "touch_id",
  "node",
  "basis",
  "touched_at",
  "placed_at",
  "currency",
  "total",
  "returned",
  "net",
  "refunded",
  "paid",
  "cancelled",
]
const toldBy = (row: string): string => `(${TOLD.map((column) => `${row}.${column}`).join(", ")})`

/** A conversion `c` that says something else than `row`. */
export const tellsOtherwise = (row: string): string => `${toldBy("c")} is distinct from ${toldBy(row)}`

/** Writes the rows of `from` where they say something new. `$2` = now. */
export const writeConversions = (from: string): string => `
  insert into marketing_conversion as c (plan_no, oid, ${TOLD.join(", ")}, updated_at)
  select plan_no, oid, ${TOLD.join(", ")}, $2 from ${from}
  on conflict (plan_no, oid) do update set
    ${TOLD.map((column) => `${column} = excluded.${column}`).join(", ")}, updated_at = $2
  where ${tellsOtherwise("excluded")}`

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
      `with best as materialized (${lastTouchPerPlan(PAIRS_OF_ORDERS)}),
       gone as (
         delete from marketing_conversion c
          where c.oid = any($1) and (c.oid, c.plan_no) not in (select oid, plan_no from best))
       ${writeConversions("best")}`,
      [oids, now],
    )
    await creditOrders(tx, oids)
  }

/** The store-wide view of these orders, from their conversions. */
export async function creditOrders(tx: Sql, oids: number[]): Promise<void> {
  await tx.run(
    `with last as (
       select distinct on (oid) oid, touch_id, plan_no, run_no, currency, net
         from marketing_conversion where oid = any($1) order by oid, touched_at desc, touch_id desc),
     gone as (
       delete from marketing_credit c
        where c.oid = any($1) and c.model = 'last'
          and (c.oid, c.touch_id) not in (select oid, touch_id from last))
     insert into marketing_credit as c (oid, model, touch_id, plan_no, run_no, currency, amount)
     select oid, 'last', touch_id, plan_no, run_no, currency, net from last
     on conflict (oid, model, touch_id) do update set amount = excluded.amount where c.amount <> excluded.amount`,
    [oids],
  )
}

export type AttributeOrders = ReturnType<typeof attributeOrders>
