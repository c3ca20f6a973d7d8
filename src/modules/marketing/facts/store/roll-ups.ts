import type { Sql } from "../../database"

// Each is computed from the orders themselves, so it is right whatever came before; rows that stay equal are not written.

/** Whoever sums up a person waits for whoever else does, so that neither misses the other's orders. Always by pid. */
export const lockPeople = (tx: Sql, pids: number[]) =>
  tx.run("select 1 from marketing_profile where pid = any($1) order by pid for no key update", [pids])

/** A day is the day of placing in the store's zone; refunds count on the day of their order. */
export const refreshDays = (tx: Sql, pids: number[], zone: string) =>
  tx.run(
    `with fresh as materialized (
       select pid, (placed_at at time zone $2)::date as day, currency,
              count(*)::int as orders,
              (count(*) filter (where purchase))::int as purchases,
              coalesce(sum(quantity) filter (where purchase), 0)::int as quantity,
              coalesce(sum(net) filter (where purchase), 0)::bigint as net,
              sum(refunded)::bigint as refunded
         from marketing_order where pid = any($1)
        group by 1, 2, 3),
     gone as (
       delete from marketing_customer_day d
        where d.pid = any($1)
          and not exists (select 1 from fresh f where (f.pid, f.day, f.currency) = (d.pid, d.day, d.currency)))
     insert into marketing_customer_day as d (pid, day, currency, orders, purchases, quantity, net, refunded)
     select pid, day, currency, orders, purchases, quantity, net, refunded from fresh order by pid, day
     on conflict (pid, day, currency) do update
       set (orders, purchases, quantity, net, refunded)
         = (excluded.orders, excluded.purchases, excluded.quantity, excluded.net, excluded.refunded)
     where (d.orders, d.purchases, d.quantity, d.net, d.refunded)
       is distinct from (excluded.orders, excluded.purchases, excluded.quantity, excluded.net, excluded.refunded)`,
    [pids, zone],
  )

export const refreshProducts = (tx: Sql, pids: number[]) =>
  tx.run(
    `with fresh as materialized (
       select pid, product, currency,
              count(distinct oid)::int as purchases, sum(quantity)::int as quantity, sum(net)::bigint as net,
              min(placed_at) as first_at, max(placed_at) as last_at
         from marketing_order_line where pid = any($1) and purchase
        group by 1, 2, 3),
     gone as (
       delete from marketing_customer_product c
        where c.pid = any($1)
          and not exists (
            select 1 from fresh f where (f.pid, f.product, f.currency) = (c.pid, c.product, c.currency)))
     insert into marketing_customer_product as c (pid, product, currency, purchases, quantity, net, first_at, last_at)
     select pid, product, currency, purchases, quantity, net, first_at, last_at from fresh order by pid, product
     on conflict (pid, product, currency) do update
       set (purchases, quantity, net, first_at, last_at)
         = (excluded.purchases, excluded.quantity, excluded.net, excluded.first_at, excluded.last_at)
     where (c.purchases, c.quantity, c.net, c.first_at, c.last_at)
       is distinct from (excluded.purchases, excluded.quantity, excluded.net, excluded.first_at, excluded.last_at)`,
    [pids],
  )

export const refreshTotals = (tx: Sql, pids: number[]) =>
  tx.run(
    `with fresh as materialized (
       select pid, currency, count(*)::int as purchases,
              sum(net)::bigint as net, sum(discount)::bigint as discount, sum(total + credited)::bigint as total
         from marketing_order where pid = any($1) and purchase
        group by 1, 2),
     gone as (
       delete from marketing_customer_total t
        where t.pid = any($1) and not exists (select 1 from fresh f where (f.pid, f.currency) = (t.pid, t.currency)))
     insert into marketing_customer_total as t (pid, currency, purchases, net, discount, total)
     select pid, currency, purchases, net, discount, total from fresh order by pid
     on conflict (pid, currency) do update
       set (purchases, net, discount, total) = (excluded.purchases, excluded.net, excluded.discount, excluded.total)
     where (t.purchases, t.net, t.discount, t.total)
       is distinct from (excluded.purchases, excluded.net, excluded.discount, excluded.total)`,
    [pids],
  )

/**
 * Also moves `updated_at`, by which segments see whom they must look at again. Somebody whose history was imported became
 * a customer with their first order elsewhere, not on the day of the import.
 */
export const refreshLifetimes = (tx: Sql, pids: number[], now: Date | null) =>
  tx.run(
    `update marketing_profile p
        set orders = f.orders, purchases = f.purchases, refunded_purchases = f.refunded_purchases,
            first_order_at = f.first_order_at, last_order_at = f.last_order_at,
            first_channel = f.first_channel, last_channel = f.last_channel,
            first_purchase_at = f.first_purchase_at, last_purchase_at = f.last_purchase_at,
            became_customer_at = least(p.became_customer_at, f.elsewhere_since),
            updated_at = coalesce($2, clock_timestamp())
       from (
         select person.pid, count(o.oid)::int as orders, (count(*) filter (where o.purchase))::int as purchases,
                (count(r.oid) filter (where o.purchase))::int as refunded_purchases,
                min(o.placed_at) as first_order_at, max(o.placed_at) as last_order_at,
                (array_agg(o.sales_channel_id order by o.placed_at, o.oid))[1] as first_channel,
                (array_agg(o.sales_channel_id order by o.placed_at desc, o.oid desc))[1] as last_channel,
                min(o.placed_at) filter (where o.purchase) as first_purchase_at,
                max(o.placed_at) filter (where o.purchase) as last_purchase_at,
                min(o.placed_at) filter (where o.source <> 'store') as elsewhere_since
           from unnest($1::int[]) as person(pid)
           left join marketing_order o on o.pid = person.pid
           left join (select distinct oid from marketing_refund where pid = any($1)) r on r.oid = o.oid
          group by person.pid) f
      where p.pid = f.pid`,
    [pids, now],
  )
