import type { Sql } from "../../database"
import { rowTable } from "../../row-table"

/** Somebody watched for a time; of one person no two overlap. */
export type Watched = { pid: number; since: Date; until: Date }

/** What tells that somebody was in the shop. */
const VISITS = ["visited", "page_viewed", "product_viewed"]

/** How many of these people visited and ordered in their times. Whoever has several times is counted once. */
export const countDeeds = async (
  sql: Sql,
  watched: Watched[],
): Promise<{ visited: number; ordered: number; orders: number }> => {
  const asked = rowTable(watched, { pid: "int", since: "timestamptz", until: "timestamptz" }, { first: 2 })
  return (await sql.one<{ visited: number; ordered: number; orders: number }>(
    `with watched as materialized (select * from ${asked.from}),
     placed as (
       select w.pid from watched w
         join marketing_order o on o.pid = w.pid and o.placed_at > w.since and o.placed_at <= w.until)
     select (select count(distinct w.pid) from watched w
              where exists (select 1 from marketing_event e where e.pid = w.pid and e.name = any($1::text[])
                               and e.at > w.since and e.at <= w.until)) as visited,
            (select count(distinct pid) from placed) as ordered, (select count(*) from placed) as orders`,
    [VISITS, ...asked.values],
  ))!
}

/** What they paid for what they ordered in their times, less refunds. */
export const sumPaid = (sql: Sql, watched: Watched[]): Promise<{ currency: string; net: number }[]> => {
  const asked = rowTable(watched, { pid: "int", since: "timestamptz", until: "timestamptz" })
  return sql.rows(
    `select o.currency, sum(o.net)::bigint as net
       from ${asked.from} join marketing_order o on o.pid = asked.pid and o.placed_at > asked.since and o.placed_at <= asked.until
      where o.purchase group by 1 order by 1`,
    asked.values,
  )
}
