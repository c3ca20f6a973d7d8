import type { Marketing } from "../src/modules/marketing/create-marketing"
import { fillAround } from "./store/around"
import { fillHistory } from "./store/history"
import { ATTRIBUTES, PERSON } from "./store/person"
import { type Step, stepsOf } from "./store/step"

/** The day the store's story ends; every rule is asked at this moment, so every run asks the same. */
export const NOW = new Date("2026-01-01T00:00:00Z")

/**
 * Fills the read model of a store of N people: 3 N orders with 6 N lines over two years (power law: about 30 % never
 * order; products by Zipf), and `eventsEach` N events over one year. A few orders are unpaid, cancelled, refunded or in dollars.
 * Around them: relations, consents, scores, carts, segments, and what a plan did (see store/). Deterministic; does nothing
 * when it is there already.
 */
export async function fillStore(marketing: Marketing, customers: number, eventsEach: number): Promise<void> {
  const { database } = marketing
  const there = await database.one<{ n: number }>(
    "select count(*) as n from (select 1 from marketing_profile limit 1) p",
  )
  const step = stepsOf(database)
  if (there!.n === 0) {
    await fillPeople(marketing, step, customers)
    if (eventsEach > 0) await fillEvents(marketing, step, customers * eventsEach, customers)
    await fillAround(step)
    await step("statistics", "vacuum analyze")
  }
  await fillHistory(database, step)
}

async function fillPeople(marketing: Marketing, step: Step, customers: number): Promise<void> {
  const { database } = marketing
  const orders = customers * 3
  await step(
    "products",
    `insert into marketing_product (product_id, title, category_ids, collection_id, type_id, tag_ids, source)
     select 'prod_' || i, 'Product ' || i, array['pcat_' || (i % 50)], 'pcol_' || (i % 20), 'ptyp_' || (i % 8),
            array['ptag_' || (i % 10)], 'store' from generate_series(1, 5000) i`,
  )
  // Lines come first, in a table that leaves no log, so that each order is written once and with its sums.
  await step(
    "baskets",
    `drop table if exists bench_line;
     create unlogged table bench_line as
     select i, l as line, pid, at, product, quantity, quantity * (500 + (product * 37) % 12000) as amount,
            case when i % 50 = 3 then 'usd' else 'eur' end as currency,
            i % 40 <> 7 as paid, i % 100 = 50 as cancelled, i % 25 = 11 as refunded
       from (select i, l, at,
                    (((floor(0.7 * ${customers} * power(buyer, 1.35))::bigint * 7919 + 13) % ${customers}) + 1)::int as pid,
                    least(5000, floor(power(5001, random())))::int as product, (1 + floor(random() * 1.5))::int as quantity
               from (select i, random() as buyer, timestamptz '2024-01-01' + power(i::float8 / ${orders}, 0.8) * interval '731 days' as at
                       from generate_series(1, ${orders}) i offset 0) o
              cross join lateral generate_series(1, 1 + (o.i % 3)) l) t`,
  )
  await step(
    "orders",
    `insert into marketing_order (order_id, source, pid, currency, sales_channel_id, placed_at, paid_at, cancelled_at, total, captured, refunded, quantity)
     select 'order_' || lpad(i::text, 12, '0'), case when i % 10 = 9 then 'old-shop' else 'store' end, pid, currency,
            case when i % 5 = 0 then 'sc_till' else 'sc_web' end, at, case when paid then at end,
            case when cancelled then least(at + interval '1 day', timestamptz '2026-01-01Z') end,
            sum(amount), case when paid then sum(amount) else 0 end, case when refunded then sum(amount) else 0 end, sum(quantity)
       from bench_line group by i, pid, at, currency, paid, cancelled, refunded order by i`,
  )
  await step(
    "lines",
    `insert into marketing_order_line (oid, line, pid, product, variant_id, placed_at, quantity, amount, net, currency, purchase)
     select i, line, pid, product, 'variant_' || product, at, quantity, amount,
            case when paid and not refunded then amount else 0 end, currency, paid and not cancelled from bench_line;
     drop table bench_line`,
  )
  // People come last but one, so that each row is written once and with its sums.
  const attributes = Object.entries(ATTRIBUTES).map(([key, { sql }]) => `'${key}', ${sql}`)
  await step(
    "people",
    `insert into marketing_profile (pid, customer_id, email, first_name, last_name, has_account, country, gender, birthday, language,
                                    attributes, consents, became_customer_at, orders, purchases, refunded_purchases, first_order_at, last_order_at,
                                    first_channel, last_channel,
                                    first_purchase_at, last_purchase_at, updated_at, ${Object.keys(PERSON).join(", ")})
     select i, 'cus_' || lpad(i::text, 12, '0'), 'user' || i || '@example.test', 'First' || (i % 997), 'Last' || (i % 4999), random() < 0.6,
            (array['de','fr','gb','us','dk','it','es','nl','se','pl'])[1 + floor(power(random(), 2) * 10)::int],
            (array['female','male','other'])[1 + floor(random() * 2.1)::int], date '1950-01-01' + (random() * 20000)::int, 'en',
            jsonb_strip_nulls(jsonb_build_object(${attributes})),
            jsonb_strip_nulls(jsonb_build_object('email', case when random() < 0.7 then 'yes' when i % 10 > 0 then 'no' end)),
            timestamptz '2023-01-01' + (i::float8 / ${customers}) * interval '1090 days',
            coalesce(placed, 0), coalesce(bought, 0), coalesce(returned, 0), first, last, first_channel, last_channel, first_bought, last_bought, now(), ${Object.values(PERSON).join(", ")}
       from generate_series(1, ${customers}) i
       left join (select pid, count(*) as placed, min(placed_at) as first, max(placed_at) as last,
                         (array_agg(sales_channel_id order by placed_at, oid))[1] as first_channel,
                         (array_agg(sales_channel_id order by placed_at desc, oid desc))[1] as last_channel, count(*) filter (where purchase) as bought,
                         count(*) filter (where purchase and refunded > 0) as returned,
                         min(placed_at) filter (where purchase) as first_bought, max(placed_at) filter (where purchase) as last_bought
                    from marketing_order group by pid) o
         on o.pid = i
      order by i;
     select setval(pg_get_serial_sequence('marketing_profile', 'pid'), ${customers})`,
  )
  await step(
    "store credit",
    `insert into marketing_store_credit (pid, currency, balance, topped_up, top_ups)
     select i, 'eur', i % 71 * 100, i % 71 * 100 + i % 13 * 500, 1 + i / 20 % 4 from generate_series(20, ${customers}, 20) i`,
  )
  await database.transaction((tx) =>
    marketing.defineAttributes(
      tx,
      Object.entries(ATTRIBUTES).map(([key, { type }]) => ({ key, type })),
    ),
  )
  // The profiles already say what these rows say, so nothing is kept anew.
  await step(
    "consents",
    `alter table marketing_consent disable trigger user;
     insert into marketing_consent (pid, channel, topic, state, at)
     select pid, 'email', 'marketing', consents ->> 'email', became_customer_at from marketing_profile where consents ? 'email';
     alter table marketing_consent enable trigger user`,
  )
}

async function fillEvents(
  marketing: Marketing,
  step: Step,
  events: number,
  customers: number,
): Promise<void> {
  await marketing.ensureMonths({ table: "event", from: new Date("2025-01-01T00:00:00Z"), to: NOW })
  await step(
    "events",
    `insert into marketing_event (at, key, name, pid, product, amount, currency, trusted, props)
     select at, 'e' || i, name, pid, case when name in ('product_viewed', 'cart_updated') then product end,
            case name when 'cart_updated' then 500 + product * 37 % 12000 end, case name when 'cart_updated' then 'eur' end, false,
            case name when 'searched' then jsonb_build_object('query', (array['shoes', 'red shoes', 'hat', 'gloves'])[1 + i % 4], 'results', i % 60)
                      when 'cart_updated' then jsonb_build_object('quantity', 1 + i % 4)
                      when 'left_page' then jsonb_build_object('seconds', i % 90)
                      when 'followed' then jsonb_build_object('account', 'account_' || pid % 3)
                      when 'unfollowed' then jsonb_build_object('account', 'account_' || pid % 3)
                      when 'joined_group' then jsonb_build_object('group', 'chat_' || pid % 5)
                      when 'left_group' then jsonb_build_object('group', 'chat_' || pid % 5)
                      when 'became_contact' then jsonb_build_object('rep', 'rep_' || pid % 40) else '{}' end
       from (select i, timestamptz '2025-01-01' + (i::float8 / ${events}) * interval '365 days' as at,
                    (((floor(${customers} * power(random(), 1.5))::bigint * 7919 + 13) % ${customers}) + 1)::int as pid,
                    least(5000, floor(power(5001, random())))::int as product,
                    case i % 50 when 0 then 'followed' when 1 then 'unfollowed' when 2 then 'joined_group' when 3 then 'left_group'
                                when 4 then 'became_contact' else
                    (array['visited','visited','visited','left_page','product_viewed','product_viewed','product_viewed','product_viewed','cart_updated','searched'])
                      [1 + floor(random() * 10)::int] end as name
               from generate_series(1, ${events}) i) e`,
  )
}
