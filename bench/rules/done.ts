import { ago, type Pair } from "./pair"

const of = (table: string, where: string, having: string) =>
  `(select pid from ${table} where ${where} group by pid having ${having})`

/** Orders, refunds and carts: narrowed, measured, in windows of each kind. */
export const DONE: Pair[] = [
  {
    name: "bought four pieces on three days in the last quarter",
    rule: {
      did: "purchase",
      quantity: { gte: 4 },
      days: { gte: 3 },
      window: { previous: "quarter" },
    },
    sql: `pid in ${of(
      "marketing_order",
      "purchase and placed_at >= timestamptz '2025-10-01Z' and placed_at < timestamptz '2026-01-01Z'",
      "sum(quantity) >= 4 and count(distinct (placed_at at time zone 'UTC')::date) >= 3",
    )}`,
  },
  {
    name: "purchases of 100 to 200 euros on average, the largest over 250",
    rule: {
      did: "purchase",
      average: { between: [10_000, 20_000], currency: "eur" },
      max: { of: "amount", gt: 25_000, currency: "eur" },
      window: { from: "2025-01-01" },
    },
    sql: `pid in ${of(
      "marketing_order",
      "purchase and placed_at >= timestamptz '2025-01-01Z' and currency = 'eur'",
      "avg(net) between 10000 and 20000 and max(net) > 25000",
    )}`,
  },
  {
    name: "small purchases: at least one piece each, few in sum",
    rule: {
      did: "purchase",
      where: { sales_channel_id: "sc_web", source: { is_not: "old-shop" } },
      min: { of: "quantity", eq: 1 },
      sum: { of: "quantity", lte: 4 },
      window: { from: "2025-07-01", to: "2025-10-01T12:00" },
    },
    sql: `pid in ${of(
      "marketing_order",
      "purchase and sales_channel_id = 'sc_web' and source <> 'old-shop' and placed_at >= timestamptz '2025-07-01Z' and placed_at < timestamptz '2025-10-01 12:00Z'",
      "min(quantity) = 1 and sum(quantity) <= 4",
    )}`,
  },
  {
    name: "50 euros and more of one collection, not of one type",
    rule: {
      did: "purchase",
      where: {
        collection_id: { in: ["pcol_3", "pcol_4"] },
        type_id: { is_not: "ptyp_3" },
        tag_id: { not_in: ["ptag_9"] },
      },
      amount: { gte: 5_000, currency: "eur" },
      quantity: { ne: 3 },
    },
    sql: `pid in (select pid from marketing_order_line
                   where product in (select product from marketing_product where collection_id in ('pcol_3', 'pcol_4')
                                        and type_id <> 'ptyp_3' and not tag_ids && array['ptag_9']) and purchase
                   group by pid having sum(net) filter (where currency = 'eur') >= 5000 and sum(quantity) <> 3)`,
  },
  {
    name: "one variant bought in the shop, once or twice",
    rule: {
      did: "purchase",
      where: { variant_id: { in: ["variant_1", "variant_2"] }, sales_channel_id: { in: ["sc_till"] } },
      count: { between: [1, 2] },
      average: { gt: 0, currency: "eur" },
    },
    sql: `pid in (select l.pid from marketing_order_line l join marketing_order o on o.oid = l.oid
                   where l.variant_id in ('variant_1', 'variant_2') and o.sales_channel_id = 'sc_till' and l.purchase
                   group by l.pid having count(distinct l.oid) between 1 and 2
                      and sum(l.net) filter (where l.currency = 'eur') > 0)`,
  },
  {
    name: "placed up to three orders in dollars, on different days",
    rule: {
      did: "order_placed",
      where: { currency: "usd" },
      count: { lte: 3, gt: 1 },
      days: { gt: 1 },
      amount: { gt: 10_000, currency: "usd" },
      average: { lt: 90_000, currency: "usd" },
    },
    sql: `pid in ${of(
      "marketing_order",
      "currency = 'usd'",
      "count(*) between 2 and 3 and count(distinct (placed_at at time zone 'UTC')::date) > 1 and sum(total) > 10000 and avg(total) < 90000",
    )}`,
  },
  {
    name: "orders of last month: pieces, the least and the largest",
    rule: {
      did: "order_placed",
      quantity: { gte: 2 },
      sum: { of: "amount", gte: 20_000, currency: "eur" },
      min: { of: "amount", gte: 1_000, currency: "eur" },
      max: { of: "quantity", lt: 6 },
      window: { previous: "month" },
    },
    sql: `pid in ${of(
      "marketing_order",
      "placed_at >= timestamptz '2025-12-01Z' and placed_at < timestamptz '2026-01-01Z'",
      "sum(quantity) >= 2 and sum(total) filter (where currency = 'eur') >= 20000 and min(total) filter (where currency = 'eur') >= 1000 and max(quantity) < 6",
    )}`,
  },
  {
    name: "no order until last year",
    rule: { did: "order_placed", count: { eq: 0 }, window: { to: "2025-01-01" } },
    sql: "not exists (select 1 from marketing_order o where o.pid = p.pid and placed_at < timestamptz '2025-01-01Z')",
  },
  {
    name: "spent less than 50 euros this year, those of nothing too",
    rule: {
      did: "purchase",
      amount: { lt: 5_000, currency: "eur" },
      window: { previous: "year" },
    },
    sql: `not exists (select 1 from ${of(
      "marketing_order",
      "purchase and currency = 'eur' and placed_at >= timestamptz '2025-01-01Z' and placed_at < timestamptz '2026-01-01Z'",
      "sum(net) >= 5000",
    )} o where o.pid = p.pid)`,
  },
  {
    name: "bought twice without a discount last year",
    rule: {
      did: "purchase",
      where: { discounted: false },
      count: { gte: 2 },
      window: { previous: "year" },
    },
    sql: `pid in ${of(
      "marketing_order",
      "purchase and discount = 0 and placed_at >= timestamptz '2025-01-01Z' and placed_at < timestamptz '2026-01-01Z'",
      "count(*) >= 2",
    )}`,
  },
  {
    name: "gave back much, on one day",
    rule: {
      did: "refund",
      where: { source: "store" },
      count: { gte: 1 },
      days: { eq: 1 },
      amount: { gt: 20_000, currency: "eur" },
      average: { gte: 10_000, currency: "eur" },
    },
    sql: `pid in (select r.pid from marketing_refund r join marketing_order o on o.oid = r.oid where o.source = 'store'
                   group by r.pid
                  having count(distinct (r.at at time zone 'UTC')::date) = 1
                     and sum(amount) filter (where r.currency = 'eur') > 20000 and avg(amount) filter (where r.currency = 'eur') >= 10000)`,
  },
  {
    name: "refunds of 180 days between two amounts",
    rule: {
      did: "refund",
      sum: { of: "amount", lt: 100_000, currency: "eur" },
      min: { of: "amount", gt: 2_000, currency: "eur" },
      max: { of: "amount", lte: 60_000, currency: "eur" },
      window: { last: { days: 180 } },
    },
    sql: `pid in ${of(
      "marketing_refund",
      `currency = 'eur' and at > ${ago(180)}`,
      "sum(amount) < 100000 and min(amount) > 2000 and max(amount) <= 60000",
    )}`,
  },
  {
    name: "a category in an open cart since three weeks",
    rule: {
      did: "cart_open",
      where: { category_id: "pcat_11", currency: { is: "eur" } },
      count: { gte: 1 },
      quantity: { gte: 1 },
      days: { lte: 2 },
      window: { last: { weeks: 3 } },
    },
    sql: `pid in (select l.pid from marketing_cart_line l join marketing_cart c on c.cart_id = l.cart_id
                   where l.product in (select product from marketing_product where category_ids && array['pcat_11'])
                     and l.currency = 'eur' and c.updated_at > ${ago(21)}
                   group by l.pid having sum(l.quantity) >= 1 and count(distinct (c.updated_at at time zone 'UTC')::date) <= 2)`,
  },
  {
    name: "open carts by their worth",
    rule: {
      did: "cart_open",
      amount: { gte: 5_000, currency: "eur" },
      average: { lte: 200_000, currency: "eur" },
      sum: { of: "quantity", between: [2, 6] },
      min: { of: "amount", gt: 100, currency: "eur" },
      max: { of: "quantity", ne: 5 },
    },
    sql: `pid in (select pid from (select pid, sum(amount) as amount, sum(quantity) as quantity from marketing_cart_line
                                    where currency = 'eur' group by cart_id, pid) c
                   group by pid having sum(amount) >= 5000 and avg(amount) <= 200000 and sum(quantity) between 2 and 6
                      and min(amount) > 100 and max(quantity) <> 5)`,
  },
]
