import type { OrderLine } from "../../../core/import/order-book"
import type { ImportedPurchase } from "../../../core/import/read-purchase"
import type { Sql } from "../database"
import type { ImportRow } from "./import"

/** A file's line with the order line that it adds or corrects. */
export type PurchaseLine = Omit<ImportedPurchase, "quantity" | "discount" | "status"> &
  OrderLine & { pid: number; file_line: number }
type Repeated = { item: { order_id: string; line: number }; orderLine: OrderLine }

/**
 * Writes order lines as they were judged and sums their orders again. An order's key is its source and its number, so lines of one
 * order may stand anywhere in the file or in several files. `repeated`: lines that the file only repeats. Answers the orders
 * touched.
 */
export async function writePurchases(
  tx: Sql,
  job: Pick<ImportRow, "no" | "source">,
  lines: PurchaseLine[],
  repeated: Repeated[],
  now: Date,
): Promise<number[]> {
  const last = [...new Map(lines.map((line) => [`${line.line} ${line.order_id}`, line])).values()]
  const products = await numberProducts(tx, job.source, lines, now)
  const orders = await openOrders(tx, job.source, lines, now)
  await writeLines(
    tx,
    job.no,
    last.map((line) => ({
      ...line,
      oid: orders.get(line.order_id)!,
      product_no: products.get(line.product)!,
    })),
  )
  if (repeated.length > 0) await markRepeated(tx, job, repeated)
  const oids = [...orders.values()]
  await sumOrders(tx, oids, now)
  return oids
}

/** Ours by id where the file names our products, else a product of the source's own. */
async function numberProducts(
  tx: Sql,
  source: string,
  lines: PurchaseLine[],
  now: Date,
): Promise<Map<string, number>> {
  const categories = new Map<string, string | null>()
  for (const line of lines)
    categories.set(line.product, line.category ?? categories.get(line.product) ?? null)
  const rows = await tx.rows<{ name: string; product: number }>(
    `with n as materialized (select * from jsonb_to_recordset($1) as n(name text, category text)),
     ours as (select n.name, p.product from n join marketing_product p on p.product_id = n.name),
     made as (
       insert into marketing_product as p (product_id, title, category_ids, source, updated_at)
       select $2 || ':' || n.name, n.name, case when n.category is null then '{}' else array[n.category] end, $2, $3
         from n where n.name not in (select name from ours) order by n.name
       on conflict (product_id) do update set category_ids =
         (select coalesce(array_agg(distinct c), '{}') from unnest(p.category_ids || excluded.category_ids) c)
       returning product_id, product)
     select name, product from ours
     union all
     select n.name, made.product from n join made on made.product_id = $2 || ':' || n.name`,
    [JSON.stringify([...categories].map(([name, category]) => ({ name, category }))), source, now],
  )
  return new Map(rows.map((row) => [row.name, row.product]))
}

/** Answers the orders' oids by their numbers. */
async function openOrders(
  tx: Sql,
  source: string,
  lines: PurchaseLine[],
  now: Date,
): Promise<Map<string, number>> {
  const first = new Map<string, PurchaseLine>()
  for (const line of lines) {
    const known = first.get(line.order_id)
    if (!known || line.placed_at < known.placed_at) first.set(line.order_id, line)
  }
  const rows = await tx.rows<{ order_id: string; oid: number }>(
    `insert into marketing_order as o (order_id, source, pid, currency, sales_channel_id, placed_at, total, synced_at)
     select $2 || ':' || d.order_id, $2, d.pid, d.currency, d.sales_channel, d.placed_at, 0, $3
       from jsonb_to_recordset($1) as d(order_id text, pid int, currency text, sales_channel text, placed_at timestamptz)
      order by d.order_id
     on conflict (order_id) do update
       set placed_at = least(o.placed_at, excluded.placed_at), synced_at = $3,
           sales_channel_id = coalesce(excluded.sales_channel_id, o.sales_channel_id)
     returning substr(o.order_id, length($2) + 2) as order_id, oid`,
    [JSON.stringify([...first.values()]), source, now],
  )
  return new Map(rows.map((row) => [row.order_id, row.oid]))
}

/** A refunded line keeps its amount and has no net; a cancelled one is no purchase. */
const writeLines = (
  tx: Sql,
  importNo: number,
  lines: (PurchaseLine & { oid: number; product_no: number })[],
) =>
  tx.run(
    `with d as materialized (
       select * from jsonb_to_recordset($1) as d(
         oid int, line smallint, key text, said text, pid int, product_no int, placed_at timestamptz, quantity int, amount bigint,
         discount bigint, currency text, status text, file_line int)
        order by oid, line),
     written as (
       insert into marketing_order_line as l (oid, line, pid, product, placed_at, quantity, amount, net, currency, purchase)
       select oid, line, pid, product_no, placed_at, quantity, amount, case status when 'paid' then amount else 0 end, currency,
              status <> 'cancelled'
         from d
       on conflict (oid, line) do update
         set (product, placed_at, quantity, amount, net, purchase)
           = (excluded.product, excluded.placed_at, excluded.quantity, excluded.amount, excluded.net, excluded.purchase)),
     kept as (
       insert into marketing_import_purchase as i (oid, line, key, said, discount, status, import_no, file_line)
       select oid, line, key, decode(said, 'hex'), discount, status, $2::int, file_line from d
       on conflict (oid, line) do update
         set (said, discount, status, import_no, file_line)
           = (excluded.said, excluded.discount, excluded.status, excluded.import_no, excluded.file_line)),
     undone as (
       delete from marketing_refund r using d
        where r.refund_id = 'import:' || d.oid || ':' || d.line and d.status <> 'refunded')
     insert into marketing_refund as r (refund_id, oid, pid, amount, currency, at)
     select 'import:' || oid || ':' || line, oid, pid, amount, currency, placed_at
       from d where status = 'refunded' and amount > 0
     on conflict (refund_id) do update set (amount, at) = (excluded.amount, excluded.at)`,
    [JSON.stringify(lines), importNo],
  )

/** So that the rest of the file does not take a line it has spoken of for one that is still open. */
const markRepeated = (tx: Sql, job: Pick<ImportRow, "no" | "source">, repeated: Repeated[]) =>
  tx.run(
    `with d as materialized (
       select order_id, line, max(file_line) as file_line
         from jsonb_to_recordset($3) as d(order_id text, line smallint, file_line int) group by 1, 2)
     update marketing_import_purchase i set import_no = $1, file_line = d.file_line
       from d join marketing_order o on o.order_id = $2 || ':' || d.order_id
      where (i.oid, i.line) = (o.oid, d.line)`,
    [
      job.no,
      job.source,
      JSON.stringify(
        repeated.map(({ item, orderLine }) => ({
          order_id: item.order_id,
          line: orderLine.line,
          file_line: item.line,
        })),
      ),
    ],
  )

const sumOrders = (tx: Sql, oids: number[], now: Date) =>
  tx.run(
    `update marketing_order o set
        total = s.total, discount = s.discount, captured = s.captured, refunded = s.captured - s.net, quantity = s.quantity,
        synced_at = $2, placed_at = s.placed_at,
        paid_at = case when s.bought then s.placed_at end,
        cancelled_at = case when s.bought then null else s.placed_at end
       from (select l.oid, min(l.placed_at) as placed_at, sum(l.amount)::bigint as total, sum(l.net)::bigint as net, sum(l.quantity)::int as quantity,
                    sum(i.discount)::bigint as discount,
                    coalesce(sum(l.amount) filter (where l.purchase), 0)::bigint as captured, bool_or(l.purchase) as bought
               from marketing_order_line l join marketing_import_purchase i on i.oid = l.oid and i.line = l.line
              where l.oid = any($1) group by l.oid) s
      where o.oid = s.oid`,
    [oids, now],
  )
