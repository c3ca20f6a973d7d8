import type { Sql } from "../../database"

export type OrderRow = {
  order_id: string
  pid: number
  currency: string
  sales_channel_id: string | null
  placed_at: Date
  paid_at: Date | null
  cancelled_at: Date | null
  total: number
  returned: number
  credited: number
  discount: number
  captured: number
  refunded: number
  quantity: number
  promotion_codes: string[]
}

const facts =
  "pid, currency, sales_channel_id, placed_at, paid_at, cancelled_at, total, returned, credited, discount, captured, refunded, quantity, promotion_codes"
const of = (alias: string) => facts.replaceAll(/\w+/g, (column) => `${alias}.${column}`)

/** Writes orders that are new or changed; imported ones are left alone. */
export const upsertOrders = (tx: Sql, rows: OrderRow[], now: Date) =>
  tx.run(
    `with data as materialized (select order_id, ${facts} from jsonb_populate_recordset(null::marketing_order, $1)),
     changed as (
       update marketing_order o set (${facts}, synced_at) = (${of("d")}, $2)
         from data d
        where d.order_id = o.order_id and o.source = 'store' and (${of("o")}) is distinct from (${of("d")}))
     insert into marketing_order (order_id, ${facts}, synced_at)
     select order_id, ${facts}, $2 from data d
      where not exists (select 1 from marketing_order o where o.order_id = d.order_id)
      order by placed_at, order_id
     on conflict (order_id) do nothing`,
    [JSON.stringify(rows), now],
  )

export type Numbered = { order_id: string; oid: number; pid: number }

export const selectOrders = (sql: Sql, orderIds: string[]) =>
  sql.rows<Numbered>(
    "select order_id, oid, pid from marketing_order where order_id = any($1) and source = 'store'",
    [orderIds],
  )

export type LineRow = {
  oid: number
  line: number
  pid: number
  product: number
  variant_id: string | null
  placed_at: Date
  quantity: number
  amount: number
  net: number
  currency: string
  purchase: boolean
}

const lineFacts = "pid, product, variant_id, placed_at, quantity, amount, net, currency, purchase"

/** Makes the lines of these orders exactly these rows. */
export const replaceLines = (tx: Sql, oids: number[], rows: LineRow[]) =>
  tx.run(
    `with data as materialized (
       select oid, line, ${lineFacts} from jsonb_populate_recordset(null::marketing_order_line, $2)),
     gone as (
       delete from marketing_order_line l
        where l.oid = any($1) and not exists (select 1 from data d where d.oid = l.oid and d.line = l.line))
     insert into marketing_order_line as l (oid, line, ${lineFacts})
     select oid, line, ${lineFacts} from data order by oid, line
     on conflict (oid, line) do update
       set (${lineFacts}) = (${lineFacts.replaceAll(/\w+/g, (c) => `excluded.${c}`)})
     where (${lineFacts.replaceAll(/\w+/g, (c) => `l.${c}`)})
       is distinct from (${lineFacts.replaceAll(/\w+/g, (c) => `excluded.${c}`)})`,
    [oids, JSON.stringify(rows)],
  )

export type RefundRow = {
  refund_id: string
  oid: number
  pid: number
  amount: number
  currency: string
  at: Date
}

/** Makes the refunds of these orders exactly these rows. */
export const replaceRefunds = (tx: Sql, oids: number[], rows: RefundRow[]) =>
  tx.run(
    `with data as materialized (
       select refund_id, oid, pid, amount, currency, at from jsonb_populate_recordset(null::marketing_refund, $2)),
     gone as (
       delete from marketing_refund r
        where r.oid = any($1) and not exists (select 1 from data d where d.refund_id = r.refund_id))
     insert into marketing_refund as r (refund_id, oid, pid, amount, currency, at)
     select refund_id, oid, pid, amount, currency, at from data
     on conflict (refund_id) do update
       set (oid, pid, amount, currency, at) = (excluded.oid, excluded.pid, excluded.amount, excluded.currency, excluded.at)
     where (r.oid, r.pid, r.amount, r.currency, r.at)
       is distinct from (excluded.oid, excluded.pid, excluded.amount, excluded.currency, excluded.at)`,
    [oids, JSON.stringify(rows)],
  )

/** An order that the store no longer has (a checkout that was undone) counts as cancelled, with nothing paid. */
export const cancelVanished = (tx: Sql, orderIds: string[], now: Date) =>
  tx.rows<Numbered & { customer_id: string; currency: string; placed_at: Date; cancelled_at: Date }>(
    `with gone as (
       update marketing_order
          set cancelled_at = coalesce(cancelled_at, $2), total = 0, returned = 0, credited = 0, discount = 0, captured = 0, refunded = 0, quantity = 0,
              promotion_codes = '{}', synced_at = $2
        where order_id = any($1) and source = 'store'
       returning order_id, oid, pid, currency, placed_at, cancelled_at)
     select gone.*, p.customer_id from gone join marketing_profile p using (pid) order by oid`,
    [orderIds, now],
  )
