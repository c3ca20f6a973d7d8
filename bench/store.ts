import type { Marketing } from "../src/modules/marketing/create-marketing"

/** The day the store's story ends; every rule is asked at this moment, so every run asks the same. */
export const NOW = new Date("2026-01-01T00:00:00Z")

/**
 * Fills the read model of a store of N people: 3 N orders with 6 N lines over two years (power law: about 30 % never
 * order; products by Zipf), and `eventsEach` N events over one year. Deterministic; does nothing when it is there already.
 */
export async function fillStore(marketing: Marketing, customers: number, eventsEach: number): Promise<void> {
  const { database } = marketing
  const there = await database.one<{ n: number }>(
    "select count(*) as n from (select 1 from marketing_profile limit 1) p",
  )
  if (there!.n > 0) return
  const orders = customers * 3
  const step = async (what: string, text: string) => {
    const start = performance.now()
    await database.connection(async (client) => {
      await client.query("set statement_timeout = 0")
      // random() must be drawn by one process to be repeatable.
      await client.query("set max_parallel_workers_per_gather = 0; set synchronous_commit = off")
      await client.query(`select setseed(0.42)`)
      await client.query(text)
      await client.query("reset statement_timeout; reset synchronous_commit")
    })
    console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`)
  }
  await step(
    "products",
    `insert into marketing_product (product_id, title, category_ids, source)
     select 'prod_' || i, 'Product ' || i, array['pcat_' || (i % 50)], 'store' from generate_series(1, 5000) i`,
  )
  // Lines come first, in a table that leaves no log, so that each order is written once and with its sums.
  await step(
    "baskets",
    `drop table if exists bench_line;
     create unlogged table bench_line as
     select i, l as line, pid, at, product, quantity, quantity * (500 + (product * 37) % 12000) as amount
       from (select i, l, at,
                    (((floor(0.7 * ${customers} * power(buyer, 1.35))::bigint * 7919 + 13) % ${customers}) + 1)::int as pid,
                    least(5000, floor(power(5001, random())))::int as product, (1 + floor(random() * 1.5))::int as quantity
               from (select i, random() as buyer, timestamptz '2024-01-01' + power(i::float8 / ${orders}, 0.8) * interval '731 days' as at
                       from generate_series(1, ${orders}) i offset 0) o
              cross join lateral generate_series(1, 1 + (o.i % 3)) l) t`,
  )
  await step(
    "orders",
    `insert into marketing_order (order_id, pid, currency, placed_at, paid_at, total, captured, quantity)
     select 'order_' || lpad(i::text, 12, '0'), pid, 'eur', at, at, sum(amount), sum(amount), sum(quantity)
       from bench_line group by i, pid, at order by i`,
  )
  await step(
    "lines",
    `insert into marketing_order_line (oid, line, pid, product, placed_at, quantity, amount, net, currency, purchase)
     select i, line, pid, product, at, quantity, amount, amount, 'eur', true from bench_line;
     drop table bench_line`,
  )
  // People come last but one, so that each row is written once and with its sums.
  await step(
    "people",
    `insert into marketing_profile (pid, customer_id, email, first_name, last_name, has_account, country, gender, birthday, language,
                                    attributes, consents, became_customer_at, orders, purchases, first_order_at, last_order_at,
                                    first_purchase_at, last_purchase_at, updated_at)
     select i, 'cus_' || lpad(i::text, 12, '0'), 'user' || i || '@example.test', 'First' || (i % 997), 'Last' || (i % 4999), random() < 0.6,
            (array['de','fr','gb','us','dk','it','es','nl','se','pl'])[1 + floor(power(random(), 2) * 10)::int],
            (array['female','male','other'])[1 + floor(random() * 2.1)::int], date '1950-01-01' + (random() * 20000)::int, 'en',
            jsonb_build_object('income', floor(random() * 100)),
            jsonb_build_object('email', case when random() < 0.7 then 'yes' else 'no' end),
            timestamptz '2023-01-01' + (i::float8 / ${customers}) * interval '1090 days',
            coalesce(n, 0), coalesce(n, 0), first, last, first, last, now()
       from generate_series(1, ${customers}) i
       left join (select pid, count(*) as n, min(placed_at) as first, max(placed_at) as last from marketing_order group by pid) o
         on o.pid = i
      order by i;
     select setval(pg_get_serial_sequence('marketing_profile', 'pid'), ${customers})`,
  )
  await database.transaction((tx) => marketing.defineAttributes(tx, [{ key: "income", type: "number" }]))
  // The profiles already say what these rows say, so nothing is kept anew.
  await step(
    "consents",
    `alter table marketing_consent disable trigger user;
     insert into marketing_consent (pid, channel, topic, state, at)
     select pid, 'email', 'marketing', consents ->> 'email', became_customer_at from marketing_profile;
     alter table marketing_consent enable trigger user`,
  )
  await marketing.ensureMonths({ table: "event", from: new Date("2025-01-01T00:00:00Z"), to: NOW })
  if (eventsEach > 0) {
    await step(
      "events",
      `insert into marketing_event (at, key, name, pid, product, trusted)
       select at, 'e' || i, name, pid, case when name in ('product_viewed', 'cart_updated') then product end, false
         from (select i, timestamptz '2025-01-01' + (i::float8 / ${customers * eventsEach}) * interval '365 days' as at,
                      (((floor(${customers} * power(random(), 1.5))::bigint * 7919 + 13) % ${customers}) + 1)::int as pid,
                      least(5000, floor(power(5001, random())))::int as product,
                      (array['visited','visited','visited','visited','product_viewed','product_viewed','product_viewed','product_viewed','cart_updated','searched'])
                        [1 + floor(random() * 10)::int] as name
                 from generate_series(1, ${customers * eventsEach}) i) e`,
    )
  }
  await step(
    "sums of days",
    `insert into marketing_customer_day (pid, day, currency, orders, purchases, quantity, net, refunded)
     select pid, (placed_at at time zone 'UTC')::date, currency, count(*), count(*), sum(quantity), sum(net), 0
       from marketing_order group by 1, 2, 3`,
  )
  await step(
    "sums of products",
    `insert into marketing_customer_product (pid, product, currency, purchases, quantity, net, first_at, last_at)
     select pid, product, currency, count(distinct oid), sum(quantity), sum(net), min(placed_at), max(placed_at)
       from marketing_order_line group by 1, 2, 3`,
  )
  await step("statistics", "vacuum analyze")
}
