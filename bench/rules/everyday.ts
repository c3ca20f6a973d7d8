import { ago, type Pair } from "./pair"

/** What merchants ask for most. */
export const EVERYDAY: Pair[] = [
  {
    name: "lives in Germany",
    rule: { fact: "profile.country", op: "is", value: "de" },
    sql: "country = 'de'",
  },
  {
    name: "women born in May, with consent to e-mail",
    rule: {
      all: [
        { fact: "profile.gender", op: "is", value: "female" },
        { fact: "profile.birthday", op: "anniversary_in_month", value: 5 },
      ],
    },
    sql: "gender = 'female' and birth_md between 501 and 531",
  },
  {
    name: "bought product 1 in 30 days",
    rule: { did: "purchase", where: { product_id: { in: ["prod_1"] } }, window: { last: { days: 30 } } },
    sql: `pid in (select pid from marketing_order_line where product = 1 and purchase and placed_at > ${ago(30)})`,
  },
  {
    name: "3 orders and over 500 in 90 days",
    rule: {
      did: "purchase",
      count: { gte: 3 },
      amount: { gt: 50_000, currency: "eur" },
      window: { last: { days: 90 } },
    },
    sql: `pid in (select pid from marketing_order where purchase and placed_at > ${ago(90)}
                   group by pid having count(*) >= 3 and sum(net) filter (where currency = 'eur') > 50000)`,
  },
  {
    name: "bought product 1, never product 2",
    rule: {
      all: [
        { did: "purchase", where: { product_id: { in: ["prod_1"] } } },
        { did: "purchase", where: { product_id: { in: ["prod_2"] } }, count: { eq: 0 } },
      ],
    },
    sql: `pid in (select pid from marketing_customer_product where product = 1 and purchases > 0)
          and not exists (select 1 from marketing_customer_product c where c.product = 2 and c.purchases > 0 and c.pid = p.pid)`,
  },
  {
    name: "bought before, not in 60 days",
    rule: {
      all: [{ did: "purchase" }, { did: "purchase", count: { eq: 0 }, window: { last: { days: 60 } } }],
    },
    sql: `purchases > 0 and last_purchase_at <= ${ago(60)}`,
  },
  {
    name: "never bought",
    rule: { did: "purchase", count: { eq: 0 } },
    sql: "purchases = 0",
  },
  {
    name: "viewed 3 products in 7 days and put none in a cart",
    rule: {
      all: [
        { did: "product_viewed", count: { gte: 3 }, window: { last: { days: 7 } } },
        { did: "cart_updated", count: { eq: 0 }, window: { last: { days: 7 } } },
      ],
    },
    sql: `pid in (select pid from marketing_event where name = 'product_viewed' and at > ${ago(7)} group by pid having count(*) >= 3)
          and not exists (select 1 from marketing_event e where e.pid = p.pid and e.name = 'cart_updated' and e.at > ${ago(7)})`,
  },
  {
    name: "category bought twice in 180 days",
    rule: {
      did: "purchase",
      where: { category_id: { in: ["pcat_7"] } },
      count: { gte: 2 },
      window: { last: { days: 180 } },
    },
    sql: `pid in (select l.pid from marketing_order_line l
                    where l.product in (select product from marketing_product where category_ids && array['pcat_7'])
                      and l.purchase and l.placed_at > ${ago(180)}
                    group by l.pid having count(distinct l.oid) >= 2)`,
  },
  {
    name: "income attribute from 80, or a birthday this month",
    rule: {
      any: [
        { fact: "profile.attributes.income", op: "gte", value: 80 },
        { fact: "profile.birthday", op: "anniversary_in_month", value: 1 },
      ],
    },
    // Guarded, because the first text that somebody wrote into a number would make the plain cast fail.
    sql: `(case jsonb_typeof(attributes -> 'income') when 'number' then (attributes -> 'income')::numeric end >= 80
          or birth_md between 101 and 131)`,
  },
]
