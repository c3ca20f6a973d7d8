import type { Step } from "./step"

/** What stands around people and orders: refunds, sums, relations, scores, open carts, segments. */
export async function fillAround(step: Step): Promise<void> {
  await step(
    "refunds",
    `insert into marketing_refund (refund_id, oid, pid, amount, currency, at)
     select 'ref_' || oid, oid, pid, refunded, currency, least(placed_at + interval '5 days', timestamptz '2025-12-31 23:00Z')
       from marketing_order where refunded > 0 order by oid`,
  )
  await step(
    "sums of days",
    `insert into marketing_customer_day (pid, day, currency, orders, purchases, quantity, net, refunded)
     select pid, (placed_at at time zone 'UTC')::date, currency, count(*), count(*) filter (where purchase),
            coalesce(sum(quantity) filter (where purchase), 0), coalesce(sum(net) filter (where purchase), 0), sum(refunded)
       from marketing_order group by 1, 2, 3`,
  )
  await step(
    "sums of products",
    `insert into marketing_customer_product (pid, product, currency, purchases, quantity, net, first_at, last_at)
     select pid, product, currency, count(distinct oid), sum(quantity), sum(net), min(placed_at), max(placed_at)
       from marketing_order_line where purchase group by 1, 2, 3`,
  )
  await step(
    "sums of a lifetime",
    `insert into marketing_customer_total (pid, currency, purchases, net, discount, total)
     select pid, currency, count(*), sum(net), sum(discount), sum(total) from marketing_order where purchase group by 1, 2 order by 1, 2`,
  )
  await step(
    "relations",
    `insert into marketing_relation (pid, no, relation, name, birthday)
     select pid, no, relation, 'Related ' || pid, case when pid % 13 > 0 then first_day + (pid * (60 + no)::bigint % days)::int end
       from marketing_profile
       join (values (1, 'child', 4, date '2008-01-01', 6500), (2, 'child', 8, date '2012-01-01', 5000),
                    (3, 'spouse', 3, date '1950-01-01', 18000), (4, 'pet', 10, date '2012-01-01', 4800))
              r(no, relation, every, first_day, days) on pid % every = 0
      order by pid, no`,
  )
  await step(
    "scores",
    `insert into marketing_score (pid, lead_score, recency, frequency, monetary, computed_at, stage, intent)
     select pid, pid * 13::bigint % 101,
            case when purchases > 0 then width_bucket(extract(epoch from last_purchase_at), 1704067200, 1767225601, 5) end,
            case when purchases > 0 then least(5, purchases) end, case when purchases > 0 then 1 + pid % 5 end,
            timestamptz '2026-01-01Z',
            case when purchases = 0 then 'lead' when last_purchase_at < timestamptz '2024-12-01Z' then 'lapsed'
                 when last_purchase_at < timestamptz '2025-06-01Z' then 'at_risk' when purchases = 1 then 'new' else 'active' end,
            (array['high', 'mid', 'low', 'low'])[1 + pid % 4]
       from marketing_profile order by pid`,
  )
  await step(
    "carts",
    `insert into marketing_cart (cart_id, pid, currency, total, created_at, updated_at)
     select 'cart_' || pid, pid, 'eur', 0, at, at
       from (select pid, timestamptz '2026-01-01Z' - (pid * 61::bigint % 960 + 1) * interval '1 hour' as at
               from marketing_profile where pid % 10 = 0) c order by pid;
     insert into marketing_cart_line (cart_id, line, pid, product, variant_id, quantity, amount, currency)
     select cart_id, line, pid, product, 'variant_' || product, quantity, quantity * (500 + product * 37 % 12000), 'eur'
       from (select cart_id, line, pid, 1 + (pid * line::bigint * 31 % 5000)::int as product, 1 + (pid / 10 + line) % 3 as quantity
               from marketing_cart cross join lateral generate_series(1, 1 + pid / 10 % 2) line) l
      order by pid, line;
     update marketing_cart c set total = l.total
       from (select cart_id, sum(amount) as total from marketing_cart_line group by 1) l where l.cart_id = c.cart_id`,
  )
  await step(
    "segments",
    `insert into marketing_segment (id, name, type, rule) values
       ('mkseg_picked', 'Picked by hand', 'static', null),
       ('mkseg_german', 'Women in Germany', 'dynamic', '{"all": [{"fact": "profile.country", "op": "is", "value": "de"},
                                                                 {"fact": "profile.gender", "op": "is", "value": "female"}]}');
     insert into marketing_segment_member (segment_no, pid, entered_at)
     select s.no, p.pid, timestamptz '2025-12-01Z' from marketing_segment s, marketing_profile p
      where s.id = 'mkseg_picked' and p.pid % 20 = 0 order by p.pid;
     update marketing_segment set refreshed_at = timestamptz '2025-12-01Z',
            member_count = (select count(*) from marketing_segment_member m where m.segment_no = no)
      where id = 'mkseg_picked'`,
  )
}
