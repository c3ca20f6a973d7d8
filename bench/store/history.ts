import type { Database } from "../../src/modules/marketing/database"
import type { Step } from "./step"

/** Tables that the benches of engine and grants clear before each round; what the store had there comes back. */
const CLEARED = `marketing_enrollment, marketing_send, marketing_conversion, marketing_coupon,
  marketing_account, marketing_txn, marketing_entry, marketing_lot`

/** What one plan did with a fifth of the people, and what they hold: coupons and points. Fills again what another run cleared. */
export async function fillHistory(database: Database, step: Step): Promise<void> {
  const whole = await database.one<{ yes: boolean }>(
    `select exists (select 1 from marketing_enrollment where entry_key = 'store')
        and exists (select 1 from marketing_coupon where key = 'store:6' and node = 'gift')
        and exists (select 1 from marketing_txn where key = 'store:grant:3') as yes`,
  )
  if (whole!.yes) return
  await step("clearing", `truncate ${CLEARED} restart identity`)
  await step("a plan", PLAN)
  await step("coupons", COUPONS)
  await step("points", POINTS)
  await step("statistics of these", `vacuum analyze ${CLEARED}`)
}

const THE_PLAN = "(select no from marketing_plan where id = 'mkplan_store')"

const PLAN = `
  insert into marketing_plan (id, name, type, state, canvas) values ('mkplan_store', 'Spring', 'one_time', 'ended', '{}')
  on conflict do nothing;
  insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, entered_at, ended_at)
  select ${THE_PLAN}, 1, 1, pid, 'store', 'who', case when pid % 50 = 0 then 'held_out' else 'through' end,
         timestamptz '2025-12-01Z' + pid % 20 * interval '1 day', timestamptz '2025-12-30Z'
    from marketing_profile where pid % 5 = 0 order by pid;
  insert into marketing_send (key, token, plan_no, run_no, node, pid, channel, content_hash, state, run_at, queued_at, sent_at, opened_at, clicked_at)
  select 'store:' || pid, 'store:' || pid, plan_no, 1, case when pid % 10 = 0 then 'mail' else 'mail_b' end, pid, 'email', 'x', state,
         at, at, case when state = 'sent' then at + interval '1 minute' end,
         case when state = 'sent' and pid % 3 = 0 then at + interval '1 hour' end,
         case when state = 'sent' and pid % 9 = 0 then at + interval '2 hours' end
    from (select pid, plan_no, entered_at + interval '1 hour' as at,
                 case when pid % 35 = 0 then 'failed' when pid % 45 = 0 then 'blocked' else 'sent' end as state
            from marketing_enrollment where state <> 'held_out') e order by pid;
  insert into marketing_conversion (plan_no, oid, run_no, pid, touch_id, node, basis, touched_at, placed_at, currency, total, net, refunded, paid, cancelled, updated_at)
  select s.plan_no, o.oid, 1, o.pid, 0, s.node, 'touch', s.sent_at, o.placed_at, o.currency, o.total, o.net, o.refunded,
         o.paid_at is not null, o.cancelled_at is not null, s.sent_at
    from marketing_send s join marketing_order o on o.pid = s.pid and o.placed_at > s.sent_at
   where s.state = 'sent' order by o.oid`

/** States by turns, every second one by the plan; who came fourth has a second one. One that is held is on a cart, one that is used on an order. */
const COUPONS = `
  insert into marketing_coupon_template (id, name, promotion_id, code, value)
  values ('mkcoup_spring', 'Spring', 'promo_spring', 'SPRING', '{"discount": {"type": "percent", "percent": 10}, "scope": {"type": "order"}, "minimum": null}'), ('mkcoup_thanks', 'Thanks', 'promo_thanks', 'THANKS', '{"discount": {"type": "percent", "percent": 10}, "scope": {"type": "order"}, "minimum": null}')
  on conflict do nothing;
  insert into marketing_coupon (key, template_no, pid, state, cart_id, order_id, plan_no, node, used_at, granted_at, expires_at)
  select 'store:' || pid, t.no, pid, c.state, case when c.state in ('held', 'reserved') then 'cart_' || pid end,
         case when c.state = 'used' then 'order_' || pid end,
         case when pid % 2 = 0 then ${THE_PLAN} end, case when pid % 2 = 0 then 'gift' end,
         case when c.state = 'used' then timestamptz '2025-12-01Z' + pid % 25 * interval '1 day' end, timestamptz '2025-11-01Z',
         case when pid % 8 > 0 then timestamptz '2025-12-20Z' + pid / 3 * 17::bigint % 61 * interval '1 day' end
    from (select pid, (array['free', 'free', 'free', 'free', 'held', 'reserved', 'used', 'used', 'revoked', 'expired'])[1 + pid / 3 % 10] as state
            from marketing_profile where pid % 3 = 0) c
    join marketing_coupon_template t on t.id = case when pid % 2 = 0 then 'mkcoup_spring' else 'mkcoup_thanks' end order by pid;
  insert into marketing_coupon (key, template_no, pid, granted_at)
  select 'store:second:' || pid, (select no from marketing_coupon_template where id = 'mkcoup_thanks'), pid, timestamptz '2025-12-01Z'
    from marketing_profile where pid % 12 = 0 order by pid`

/** Two grants of 100, the first of which may be over or soon be; of every sixth person 40 of it were spent. */
const POINTS = `
  create temp table purse on commit preserve rows as
    select pid, pid + 2 as account, pid::bigint * 3 as first, pid::bigint * 3 + 1 as second, pid::bigint * 3 + 2 as spent,
           case when pid % 6 = 0 then 40 else 0 end as less,
           timestamptz '2025-12-20Z' + pid * 19::bigint % 200 * interval '1 day' as ends
      from marketing_profile where pid % 3 = 0;
  insert into marketing_account (id, pid, role, balance, earned, spent) overriding system value
  select 1, null::int, 'issued', 0, 0, 0 union all select 2, null, 'redeemed', 0, 0, 0 union all
  select * from (select account, pid, 'customer', 200 - less, 200, less from purse order by pid) p;
  insert into marketing_txn (id, key, kind, at) overriding system value
  select first, 'store:grant:' || pid, 'grant', timestamptz '2025-10-01Z' from purse union all
  select second, 'store:again:' || pid, 'grant', timestamptz '2025-11-01Z' from purse union all
  select spent, 'store:spent:' || pid, 'redeem', timestamptz '2025-12-01Z' from purse where less > 0 order by 1;
  insert into marketing_entry (txn_id, account_id, amount)
  select first, account, 100 from purse union all select first, 1, -100 from purse union all
  select second, account, 100 from purse union all select second, 1, -100 from purse union all
  select spent, account, -less from purse where less > 0 union all select spent, 2, less from purse where less > 0;
  insert into marketing_lot (id, account_id, txn_id, amount, remaining, expires_at, created_at) overriding system value
  select first, account, first, 100, 100 - less, ends, timestamptz '2025-10-01Z' from purse union all
  select second, account, second, 100, 100, null, timestamptz '2025-11-01Z' from purse order by 1;
  drop table purse;
  select setval(pg_get_serial_sequence('marketing_account', 'id'), (select max(id) from marketing_account));
  select setval(pg_get_serial_sequence('marketing_txn', 'id'), (select max(id) from marketing_txn));
  select setval(pg_get_serial_sequence('marketing_lot', 'id'), (select max(id) from marketing_lot))`
