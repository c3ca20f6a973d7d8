import type { Connection, PoolClient } from "pg"
import type { Database, Sql } from "../../src/modules/marketing/database"

/**
 * What somebody would write who trusts the file: COPY into a raw table, then one statement for each table of the read
 * model. Nothing is judged, nothing is kept for the next file, and a line that comes twice counts twice.
 */
export const importByHand = (database: Database, file: Iterable<Buffer>, source: string): Promise<void> =>
  database.transaction(async (tx) => {
    await tx.run(
      `create temp table raw (
         n integer generated always as identity, order_id text, email text, placed_at timestamp, product text,
         quantity integer, amount numeric, currency text
       ) on commit drop`,
    )
    await copyIn(
      tx.client,
      "copy raw (order_id, email, placed_at, product, quantity, amount, currency) from stdin (format csv, header)",
      file,
    )
    await tx.run("analyze raw")
    for (const statement of STATEMENTS) await tx.run(statement, [source])
  })

/** Each sees only what this source brought, and adds it to what was there. `$1` = source. */
const STATEMENTS = [
  `insert into marketing_order (order_id, source, pid, currency, placed_at, paid_at, total, captured, quantity)
   select $1 || ':' || r.order_id, $1, min(p.pid), lower(min(r.currency)), min(r.placed_at) at time zone 'UTC',
          min(r.placed_at) at time zone 'UTC', sum(round(r.amount * 100)), sum(round(r.amount * 100)), sum(r.quantity)
     from raw r join marketing_profile p on lower(p.email) = lower(r.email) and p.deleted_at is null
    group by r.order_id order by r.order_id`,
  `insert into marketing_order_line (oid, line, pid, product, placed_at, quantity, amount, net, currency, purchase)
   select o.oid, row_number() over (partition by o.oid order by r.n), o.pid, p.product, r.placed_at at time zone 'UTC',
          r.quantity, round(r.amount * 100), round(r.amount * 100), o.currency, true
     from raw r join marketing_order o on o.order_id = $1 || ':' || r.order_id
     join marketing_product p on p.product_id = r.product`,
  `insert into marketing_customer_day as d (pid, day, currency, orders, purchases, quantity, net, refunded)
   select pid, (placed_at at time zone 'UTC')::date, currency, count(*), count(*), sum(quantity), sum(net), 0
     from marketing_order where source = $1 group by 1, 2, 3 order by 1, 2
   on conflict (pid, day, currency) do update
     set (orders, purchases, quantity, net)
       = (d.orders + excluded.orders, d.purchases + excluded.purchases, d.quantity + excluded.quantity, d.net + excluded.net)`,
  `insert into marketing_customer_product as c (pid, product, currency, purchases, quantity, net, first_at, last_at)
   select l.pid, l.product, l.currency, count(distinct l.oid), sum(l.quantity), sum(l.net), min(l.placed_at), max(l.placed_at)
     from marketing_order_line l join marketing_order o using (oid) where o.source = $1 group by 1, 2, 3 order by 1, 2
   on conflict (pid, product, currency) do update
     set (purchases, quantity, net, first_at, last_at)
       = (c.purchases + excluded.purchases, c.quantity + excluded.quantity, c.net + excluded.net,
          least(c.first_at, excluded.first_at), greatest(c.last_at, excluded.last_at))`,
  `insert into marketing_customer_total as t (pid, currency, purchases, net, discount, total)
   select pid, currency, count(*), sum(net), 0, sum(total) from marketing_order where source = $1 group by 1, 2 order by 1
   on conflict (pid, currency) do update
     set (purchases, net, total) = (t.purchases + excluded.purchases, t.net + excluded.net, t.total + excluded.total)`,
  `update marketing_profile p
      set orders = p.orders + s.n, purchases = p.purchases + s.n,
          first_channel = case when p.first_order_at <= s.first then p.first_channel end,
          last_channel = case when p.last_order_at > s.last then p.last_channel end,
          first_order_at = least(p.first_order_at, s.first), last_order_at = greatest(p.last_order_at, s.last),
          first_purchase_at = least(p.first_purchase_at, s.first), last_purchase_at = greatest(p.last_purchase_at, s.last),
          became_customer_at = least(p.became_customer_at, s.first), updated_at = clock_timestamp()
     from (select pid, count(*) as n, min(placed_at) as first, max(placed_at) as last
             from marketing_order where source = $1 group by pid) s
    where p.pid = s.pid`,
]

/** COPY FROM STDIN in the words of the driver, which has no word of its own for it. */
const copyIn = (client: PoolClient, text: string, pieces: Iterable<Buffer>): Promise<void> =>
  new Promise((resolve, reject) => {
    type Copying = Connection & { sendCopyFromChunk: (piece: Buffer) => void; endCopyFrom: () => void }
    let failed: Error | undefined
    client.query({
      submit: (connection: Connection) => connection.query(text),
      handleCopyInResponse: (connection: Copying) => {
        for (const piece of pieces) connection.sendCopyFromChunk(piece)
        connection.endCopyFrom()
      },
      handleError: (error: Error) => {
        failed = error
        reject(error)
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => {
        if (!failed) resolve()
      },
    } as never)
  })

/** Everything of the read model that such a file changes, as one line to compare. `$1` = whose. */
export const readModelOf = async (sql: Sql, source: string, pids: number[]): Promise<string> =>
  JSON.stringify(
    await sql.rows(
      `select 'orders' as what, count(*) as n, sum(total)::text as a, sum(net)::text as b, sum(extract(epoch from placed_at))::text as c
         from marketing_order where source = $2 and pid = any($1)
       union all select 'lines', count(*), sum(l.amount)::text, sum(l.product)::text, sum(extract(epoch from l.placed_at))::text
         from marketing_order_line l join marketing_order o using (oid) where o.source = $2 and o.pid = any($1)
       union all select 'days', count(*), sum(net)::text, sum(purchases)::text, sum(day - date '2020-01-01')::text
         from marketing_customer_day where pid = any($1)
       union all select 'products', count(*), sum(net)::text, sum(purchases)::text, sum(extract(epoch from first_at) + extract(epoch from last_at))::text
         from marketing_customer_product where pid = any($1)
       union all select 'totals', count(*), sum(net)::text, sum(purchases)::text, sum(total)::text
         from marketing_customer_total where pid = any($1)
       union all select 'people', count(*), sum(orders)::text, sum(purchases)::text,
                        sum(extract(epoch from first_order_at) + extract(epoch from last_purchase_at) + extract(epoch from became_customer_at))::text
         from marketing_profile where pid = any($1)`,
      [pids, source],
    ),
  )
