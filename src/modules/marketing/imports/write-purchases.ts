import type { ImportedPurchase } from "../../../core/import/read-purchase"
import type { Sql } from "../database"

export type PurchaseLine = ImportedPurchase & { pid: number; line: number }

/** Lines that contradict the order they belong to. */
export type Contradiction = { line: number; problem: string }

/**
 * Adds lines to imported orders and sums the orders again. An order's key is its source and its number, so lines of one
 * order may stand anywhere in the file or in several files. Answers the orders touched, and the lines that
 * contradict their order (another customer or currency), which are not written.
 */
export async function writePurchases(tx: Sql, source: string, lines: PurchaseLine[], now: Date) {
  const products = await numberProducts(tx, source, lines, now)
  const orders = await openOrders(tx, source, lines, now)
  const wrong: Contradiction[] = []
  const good = lines.filter((line) => {
    const order = orders.get(line.order_id)!
    if (order.pid !== line.pid)
      wrong.push({ line: line.line, problem: `Order ${line.order_id} belongs to another customer.` })
    else if (order.currency !== line.currency) {
      wrong.push({
        line: line.line,
        problem: `Order ${line.order_id} is in ${order.currency.toUpperCase()}.`,
      })
    } else return true
    return false
  })
  await addLines(
    tx,
    good.map((line) => ({
      ...line,
      oid: orders.get(line.order_id)!.oid,
      product_no: products.get(line.product)!,
    })),
  )
  const oids = [...new Set(good.map((line) => orders.get(line.order_id)!.oid))]
  await sumOrders(tx, oids, now)
  return { wrong, oids }
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

async function openOrders(tx: Sql, source: string, lines: PurchaseLine[], now: Date) {
  const first = new Map<string, PurchaseLine>()
  for (const line of lines) {
    const known = first.get(line.order_id)
    if (!known || line.placed_at < known.placed_at) first.set(line.order_id, line)
  }
  const rows = await tx.rows<{ order_id: string; oid: number; pid: number; currency: string }>(
    `insert into marketing_order as o (order_id, source, pid, currency, sales_channel_id, placed_at, total, synced_at)
     select $2 || ':' || d.order_id, $2, d.pid, d.currency, d.sales_channel, d.placed_at, 0, $3
       from jsonb_to_recordset($1) as d(order_id text, pid int, currency text, sales_channel text, placed_at timestamptz)
      order by d.order_id
     on conflict (order_id) do update set placed_at = least(o.placed_at, excluded.placed_at), synced_at = $3
     returning substr(o.order_id, length($2) + 2) as order_id, oid, pid, currency`,
    [JSON.stringify([...first.values()]), source, now],
  )
  return new Map(rows.map((row) => [row.order_id, row]))
}

/** A refunded line keeps its amount and has no net; a cancelled one is no purchase. */
const addLines = (tx: Sql, lines: (PurchaseLine & { oid: number; product_no: number })[]) =>
  tx.run(
    `with d as materialized (
       select * from jsonb_to_recordset($1) as d(oid int, line int, pid int, product_no int, placed_at timestamptz,
                                                 quantity int, amount bigint, currency text, status text)),
     numbered as (
       select d.*, (select coalesce(max(l.line), 0) from marketing_order_line l where l.oid = d.oid)
                   + row_number() over (partition by d.oid order by d.line) as no
         from d),
     written as (
       insert into marketing_order_line (oid, line, pid, product, placed_at, quantity, amount, net, currency, purchase)
       select oid, no, pid, product_no, placed_at, quantity, amount, case status when 'paid' then amount else 0 end, currency,
              status <> 'cancelled'
         from numbered
       returning oid, line, pid, amount, net, currency, placed_at, purchase)
     insert into marketing_refund (refund_id, oid, pid, amount, currency, at)
     select 'import:' || oid || ':' || line, oid, pid, amount, currency, placed_at
       from written where purchase and net < amount`,
    [JSON.stringify(lines)],
  )

const sumOrders = (tx: Sql, oids: number[], now: Date) =>
  tx.run(
    `update marketing_order o set
        total = s.total, captured = s.captured, refunded = s.captured - s.net, quantity = s.quantity, synced_at = $2,
        paid_at = case when s.bought then o.placed_at end,
        cancelled_at = case when s.bought then null else o.placed_at end
       from (select oid, sum(amount)::bigint as total, sum(net)::bigint as net, sum(quantity)::int as quantity,
                    coalesce(sum(amount) filter (where purchase), 0)::bigint as captured, bool_or(purchase) as bought
               from marketing_order_line where oid = any($1) group by oid) s
      where o.oid = s.oid`,
    [oids, now],
  )
