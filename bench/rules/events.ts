import { ago, type Pair } from "./pair"

/** What people did on the site: properties, measures, and one thing after another. */
export const EVENTS: Pair[] = [
  {
    name: "searched for shoes, with many results once",
    rule: {
      did: "searched",
      where: { query: { contains: "shoes" } },
      count: { gte: 2 },
      max: { of: "results", gte: 40 },
      min: { of: "results", gte: 1 },
      sum: { of: "results", lt: 500 },
      window: { last: { days: 180 } },
    },
    sql: `pid in (select pid from marketing_event where name = 'searched' and props ->> 'query' like '%shoes%' and at > ${ago(180)}
                   group by pid having count(*) >= 2 and max((props ->> 'results')::numeric) >= 40
                      and min((props ->> 'results')::numeric) >= 1 and sum((props ->> 'results')::numeric) < 500)`,
  },
  {
    name: "searched for red shoes, finding something",
    rule: {
      did: "searched",
      where: {
        query: { starts_with: "red", ends_with: "shoes", is_not: "shoes" },
        results: { between: [5, 50], ne: 10 },
      },
      days: { gte: 1 },
      window: { last: { days: 60 } },
    },
    sql: `pid in (select pid from marketing_event
                   where name = 'searched' and props ->> 'query' like 'red%shoes' and at > ${ago(60)}
                     and (props ->> 'results')::numeric between 5 and 50 and (props ->> 'results')::numeric <> 10)`,
  },
  {
    name: "searched for hats or gloves with under 20 results",
    rule: {
      did: "searched",
      where: {
        query: { in: ["hat", "gloves"], not_in: ["shoes"] },
        results: { gte: 1, gt: 0, lt: 20, lte: 19 },
      },
      window: { previous: "month" },
    },
    sql: `pid in (select pid from marketing_event
                   where name = 'searched' and at >= timestamptz '2025-12-01Z' and at < timestamptz '2026-01-01Z'
                     and props ->> 'query' in ('hat', 'gloves') and (props ->> 'results')::numeric between 1 and 19)`,
  },
  {
    name: "put two of something into a cart: amounts, pieces and days",
    rule: {
      did: "cart_updated",
      where: { currency: "eur", quantity: { eq: 2 } },
      amount: { gte: 10_000, currency: "eur" },
      average: { lt: 12_000, currency: "eur" },
      quantity: { between: [2, 20] },
      days: { gte: 2 },
      window: { last: { days: 90 } },
    },
    sql: `pid in (select pid from marketing_event where name = 'cart_updated' and currency = 'eur' and (props ->> 'quantity')::numeric = 2 and at > ${ago(90)}
                   group by pid having sum(amount) >= 10000 and avg(amount) < 12000
                      and sum((props ->> 'quantity')::numeric) between 2 and 20 and count(distinct (at at time zone 'UTC')::date) >= 2)`,
  },
  {
    name: "viewed a category and ordered nothing since",
    rule: {
      did: "product_viewed",
      where: { category_id: { in: ["pcat_3", "pcat_4"] } },
      count: { gte: 1 },
      window: { last: { days: 30 } },
      not_then: { did: "order_placed" },
    },
    sql: `exists (select 1 from marketing_event a where a.pid = p.pid and a.name = 'product_viewed' and a.at > ${ago(30)}
                   and a.product in (select product from marketing_product where category_ids && array['pcat_3', 'pcat_4'])
                   and not exists (select 1 from marketing_order o where o.pid = a.pid and o.placed_at > a.at))`,
  },
  {
    name: "searched, then viewed something within two hours",
    rule: {
      did: "searched",
      then: { did: "product_viewed" },
      within: { hours: 2 },
      window: { last: { days: 90 } },
    },
    sql: `exists (select 1 from marketing_event a join marketing_event b on b.pid = a.pid and b.name = 'product_viewed'
                                and b.at > a.at and b.at <= a.at + interval '2 hours'
                   where a.pid = p.pid and a.name = 'searched' and a.at > ${ago(90)} and b.at > ${ago(90)})`,
  },
  {
    name: "filled a cart and did not order within two days",
    rule: {
      did: "cart_updated",
      not_then: { did: "order_placed" },
      within: { days: 2 },
      window: { last: { days: 14 } },
    },
    sql: `exists (select 1 from marketing_event a where a.pid = p.pid and a.name = 'cart_updated' and a.at > ${ago(14)} and a.at <= ${ago(2)}
                   and not exists (select 1 from marketing_order o where o.pid = a.pid and o.placed_at > a.at
                                      and o.placed_at <= a.at + interval '2 days'))`,
  },
  {
    name: "bought, then asked for the money back",
    rule: { did: "purchase", window: { last: { days: 120 } }, then: { did: "refund" } },
    sql: `exists (select 1 from marketing_order a join marketing_refund r on r.pid = a.pid and r.at > a.placed_at
                   where a.pid = p.pid and a.purchase and a.placed_at > ${ago(120)} and r.at > ${ago(120)})`,
  },
  {
    name: "viewed one product on two days",
    rule: {
      did: "product_viewed",
      where: { product_id: "prod_3" },
      count: { gte: 2 },
      days: { gte: 2 },
    },
    sql: `pid in (select pid from marketing_event where name = 'product_viewed' and product = 3
                   group by pid having count(*) >= 2 and count(distinct (at at time zone 'UTC')::date) >= 2)`,
  },
]
