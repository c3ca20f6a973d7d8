import type { Sql } from "../../database"

type Asked = {
  plan_no: number
  node: string
  window_days: number
  /** null: all products. */
  product_ids: string[] | null
  now: Date
}

/** People who came past a node, each counted from the first time. */
const PAST = `
  past as materialized (
    select distinct on (pid) pid, finished_at as at, finished_at + make_interval(days => $3) as until
      from marketing_step_log where plan_no = $1 and node = $2 and port is not null order by pid, finished_at),
  chosen as materialized (select product from marketing_product where product_id = any($4::text[]))`
const did = (names: string, narrow = "") => `exists (
  select 1 from marketing_event e where e.pid = past.pid and e.name in (${names}) and e.at >= past.at and e.at < past.until ${narrow})`

/** Of chosen products: told by the storefront, in a cart that is open and was changed then, or bought, which leads through a cart. */
const CHOSEN = "product in (select product from chosen)"
const HAD_CHOSEN = `(${did("'added_to_cart'", `and e.${CHOSEN}`)}
  or exists (
    select 1 from marketing_cart c join marketing_cart_line l on l.cart_id = c.cart_id and l.${CHOSEN}
     where c.pid = past.pid and c.updated_at >= past.at and c.updated_at < past.until)
  or exists (
    select 1 from marketing_order_line l
     where l.pid = past.pid and l.placed_at >= past.at and l.placed_at < past.until and l.${CHOSEN}))`

export type AnalysedPeople = { heads: number; still_measured: number; visited: number; carted: number }

export const readAnalysedPeople = async (sql: Sql, asked: Asked): Promise<AnalysedPeople> =>
  (await sql.one<AnalysedPeople>(
    `with ${PAST}
     select count(*) as heads, count(*) filter (where until > $5) as still_measured,
            count(*) filter (where ${
              asked.product_ids
                ? did("'product_viewed'", "and e.product in (select product from chosen)")
                : did("'visited', 'page_viewed', 'product_viewed'")
            }) as visited,
            count(*) filter (where ${asked.product_ids ? HAD_CHOSEN : did("'cart_updated', 'checkout_started'")}) as carted
       from past`,
    [asked.plan_no, asked.node, asked.window_days, asked.product_ids, asked.now],
  ))!

export type AnalysedMoney = { currency: string; heads: number; orders: number; amount: number }

/** Purchases, by currency: of chosen products what these brought, else the whole orders. */
export const readAnalysedMoney = (sql: Sql, asked: Asked): Promise<AnalysedMoney[]> =>
  sql.rows<AnalysedMoney>(
    `with ${PAST}
     select o.currency, count(distinct o.pid) as heads, count(*) as orders, sum(${asked.product_ids ? "own.net" : "o.net"})::bigint as amount
       from past join marketing_order o on o.pid = past.pid and o.purchase and o.placed_at >= past.at and o.placed_at < past.until
       ${
         asked.product_ids
           ? `cross join lateral (
         select sum(l.net) as net from marketing_order_line l
          where l.oid = o.oid and l.product in (select product from chosen) having count(*) > 0) own`
           : ""
       }
      group by o.currency order by amount desc, o.currency`,
    [asked.plan_no, asked.node, asked.window_days, asked.product_ids],
  )
