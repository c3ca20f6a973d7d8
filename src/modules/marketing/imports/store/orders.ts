import type { Order, OrderLine, Sums } from "../../../../core/import/order-book"
import type { Sql } from "../../database"
import type { ImportRow } from "../import"

/** The imported orders with these numbers, with every line and whether this import has spoken of it by `cursor`. */
export async function selectOrders(
  sql: Sql,
  job: Pick<ImportRow, "no" | "source" | "cursor">,
  orderIds: string[],
): Promise<Order[]> {
  const rows = await sql.rows<OrderLine & { order_id: string; pid: number; currency: string }>(
    `select substr(o.order_id, length($2) + 2) as order_id, o.pid, o.currency,
            i.line, i.key, encode(i.said, 'hex') as said, l.quantity, l.amount, i.discount, i.status,
            i.import_no = $3 and i.file_line <= $4 as met
       from unnest($1::text[]) as n(order_id)
       join marketing_order o on o.order_id = $2 || ':' || n.order_id
       left join marketing_import_purchase i on i.oid = o.oid
       left join marketing_order_line l on l.oid = i.oid and l.line = i.line
      order by o.oid, i.line`,
    [[...new Set(orderIds)], job.source, job.no, job.cursor],
  )
  const orders = new Map<string, Order>()
  for (const { order_id, pid, currency, ...line } of rows) {
    const order = orders.get(order_id) ?? { order_id, who: String(pid), currency, lines: [] }
    if (line.line !== null) order.lines.push(line)
    orders.set(order_id, order)
  }
  return [...orders.values()]
}

/** What these people have bought from elsewhere and here, over all currencies: only to see that sums stay small enough. */
export async function selectSums(sql: Sql, pids: number[]): Promise<Map<string, Sums>> {
  const rows = await sql.rows<Sums & { pid: number }>(
    `select pid, sum(quantity)::bigint as quantity, sum(total)::bigint as amount
       from marketing_order where pid = any($1) group by pid`,
    [pids],
  )
  return new Map(rows.map(({ pid, ...sums }) => [String(pid), sums]))
}
