import type { CustomerSnapshot, ProductFacts } from "../../src/core/rules/snapshot"
import type { Database } from "../../src/modules/marketing/database"
import { PRODUCTS, SEGMENTS } from "./audience-people"
import { MOVED_BY_ACCOUNT } from "./moved-by-account"

/** Puts them into the tables, as the facts, the engine and the messages would have, and fills in their pids. */
export async function writePeople(database: Database, people: CustomerSnapshot[]): Promise<void> {
  const fill = (table: string, rows: object[], columns: string) =>
    database.run(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    )
  await fill(
    "marketing_product",
    PRODUCTS.map((p, i) => ({
      ...p,
      product: i + 1,
      title: p.product_id,
      source: "store",
      updated_at: new Date(0),
      deleted_at: p.deleted ? new Date(0) : null,
    })),
    "product, product_id, title, category_ids, collection_id, type_id, tag_ids, source, updated_at, deleted_at",
  )
  for (const [index, person] of people.entries()) person.profile.pid = index + 1
  const product = (p: ProductFacts | null) => (p ? PRODUCTS.indexOf(p) + 1 : 0)
  const each = <T>(list: (p: CustomerSnapshot) => T[], row: (one: T, pid: number, n: number) => object) =>
    people.flatMap((p) => list(p).map((one, n) => row(one, p.profile.pid, n)))
  const oid = new Map(people.flatMap((p) => p.orders).map((o, i) => [o.order_id, i + 1]))

  await fill(
    "marketing_profile",
    people.map((p) => ({ ...p.profile, updated_at: new Date(0) })),
    "pid, customer_id, email, phone, first_name, last_name, company, language, zone, province, source, gender, country, city, birthday, tier, home_store, rep, referrer, member_since, membership_expires_at, has_account, tags, groups, attributes, became_customer_at, orders, purchases, first_order_at, last_order_at, first_channel, last_channel, growth_value, first_purchase_at, last_purchase_at, updated_at",
  )
  await fill(
    "marketing_score",
    people.flatMap(({ profile }) =>
      profile.score ? [{ ...profile.score, pid: profile.pid, computed_at: new Date(0) }] : [],
    ),
    "pid, stage, intent, lead_score, recency, frequency, monetary, computed_at",
  )
  await fill(
    "marketing_order",
    each(
      (p) => p.orders,
      (o, pid) => ({
        ...o,
        oid: oid.get(o.order_id),
        pid,
        discount: o.discounted ? 250 : 0,
        captured: o.net,
        refunded: 0,
        promotion_codes: [],
        synced_at: o.placed_at,
      }),
    ),
    "oid, order_id, source, pid, currency, sales_channel_id, placed_at, paid_at, total, discount, captured, refunded, quantity, promotion_codes, synced_at",
  )
  await fill(
    "marketing_order_line",
    people.flatMap((p) =>
      p.orders.flatMap((o) =>
        o.lines.map((l, n) => ({
          ...l,
          oid: oid.get(o.order_id),
          line: n,
          pid: p.profile.pid,
          product: product(l.product),
          placed_at: o.placed_at,
          currency: o.currency,
          purchase: o.purchase,
        })),
      ),
    ),
    "oid, line, pid, product, variant_id, placed_at, quantity, amount, net, currency, purchase",
  )
  await database.run(
    `insert into marketing_customer_total (pid, currency, purchases, net, discount, total)
     select pid, currency, count(*), sum(net), sum(discount), sum(total) from marketing_order where purchase group by 1, 2`,
  )
  await fill(
    "marketing_refund",
    people.flatMap((p) =>
      p.refunds.map((r) => ({ ...r, pid: p.profile.pid, oid: oid.get(p.orders[0]!.order_id) })),
    ),
    "refund_id, oid, pid, amount, currency, at",
  )
  await database.run(
    `update marketing_profile p set refunded_purchases =
       (select count(distinct r.oid) from marketing_refund r join marketing_order o on o.oid = r.oid where r.pid = p.pid and o.purchase)`,
  )
  await fill(
    "marketing_cart",
    each(
      (p) => p.carts,
      (cart, pid) => ({ ...cart, pid, total: 0, created_at: cart.updated_at }),
    ),
    "cart_id, pid, currency, total, created_at, updated_at",
  )
  await fill(
    "marketing_cart_line",
    people.flatMap((p) =>
      p.carts.flatMap((cart) =>
        cart.lines.map((l, n) => ({
          ...l,
          cart_id: cart.cart_id,
          line: n,
          pid: p.profile.pid,
          product: product(l.product),
          currency: cart.currency,
        })),
      ),
    ),
    "cart_id, line, pid, product, variant_id, quantity, amount, currency",
  )
  const events = each(
    (p) => p.events,
    (e, pid) => ({
      ...e,
      pid,
      product: e.product ? product(e.product) : null,
      trusted: true,
      received_at: e.at,
    }),
  )
  await database.run("create table if not exists marketing_event_all partition of marketing_event default")
  await fill(
    "marketing_event",
    events,
    "at, key, name, pid, product, amount, currency, trusted, props, received_at",
  )
  await writeHistory(database, people, fill)
}

async function writeHistory(
  database: Database,
  people: CustomerSnapshot[],
  fill: (table: string, rows: object[], columns: string) => Promise<number>,
): Promise<void> {
  const pidOf = (p: CustomerSnapshot) => p.profile.pid
  await database.run(
    `insert into marketing_attribute (key, type) values ('size', 'number'), ('since', 'date'), ('fan', 'boolean'), ('likes', 'choices'), ($1, 'text')`,
    [`a"'; --`],
  )
  await fill(
    "marketing_consent",
    people.flatMap((p) =>
      Object.entries(p.consents).map(([channel, state]) => ({
        pid: pidOf(p),
        channel,
        state,
        topic: "marketing",
        at: new Date(0),
        proof: {},
      })),
    ),
    "pid, channel, topic, state, at, proof",
  )
  await fill(
    "marketing_relation",
    people.flatMap((p) => p.relations.map((one, n) => ({ ...one, no: n + 1, pid: pidOf(p) }))),
    "pid, no, relation, name, birthday",
  )
  await fill(
    "marketing_store_credit",
    people.flatMap((p) => p.credits.map((credit) => ({ ...credit, pid: pidOf(p) }))),
    "pid, currency, balance, topped_up, top_ups",
  )
  await database.run(
    `insert into marketing_segment (id, name, type) select id, id, 'static' from unnest($1::text[]) id`,
    [SEGMENTS],
  )
  await database.run(
    `insert into marketing_segment_member select s.no, m.pid, '2025-01-01' from marketing_segment s, unnest($1::int[]) m(pid) where s.id = 'mkseg_static'`,
    [people.filter((p) => p.segments.length > 0).map(pidOf)],
  )
  await database.run(
    `insert into marketing_coupon_template (id, name, promotion_id, code, value) values ('mkcoup_a', 'A', 'p1', 'A', '{}'), ('mkcoup_b', 'B', 'p2', 'B', '{}')`,
  )
  await database.run(
    `insert into marketing_coupon (key, template_no, pid, state, granted_at, expires_at)
     select c.id, t.no, c.pid, c.state, '2025-01-01', c.expires_at from jsonb_to_recordset($1) c(id text, template_id text, pid int, state text, expires_at timestamptz)
     join marketing_coupon_template t on t.id = c.template_id`,
    [JSON.stringify(people.flatMap((p) => p.coupons.map((c) => ({ ...c, pid: pidOf(p) }))))],
  )
  await database.run(
    `insert into marketing_plan (id, name, type, canvas) values ('mkplan_a', 'A', 'one_time', '{}'), ('mkplan_b', 'B', 'one_time', '{}')`,
  )
  const no = new Map(
    (await database.rows<{ id: string; no: number }>("select id, no from marketing_plan")).map((p) => [
      p.id,
      p.no,
    ]),
  )
  for (const p of people)
    for (const { plan_id, outcome, node, channel, at } of p.outcomes) {
      const base = { plan: no.get(plan_id), pid: pidOf(p), at, key: `${pidOf(p)}:${outcome}` }
      if (outcome === "entered" || outcome === "held_out")
        await database.run(
          `insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, entered_at) values ($1, 1, 1, $2, $3, 'n1', $4, $5)`,
          [base.plan, base.pid, base.key, outcome === "entered" ? "inside" : "held_out", at],
        )
      else if (outcome === "converted")
        await database.run(
          `insert into marketing_conversion (plan_no, oid, run_no, pid, touch_id, node, basis, touched_at, placed_at, currency, total, net, refunded, paid, cancelled, updated_at) values ($1, $2, 1, $2, 1, $3, 'touch', $4, $4, 'eur', 1, 1, 0, true, false, $4)`,
          [base.plan, base.pid, node, at],
        )
      else
        await database.run(
          `insert into marketing_send (key, token, plan_no, node, pid, channel, content_hash, state, run_at, queued_at, sent_at, opened_at, clicked_at) values ($1, $1, $2, $3, $4, $10, 'none', $5, $6, $6, $7, $8, $9)`,
          [
            base.key,
            base.plan,
            node,
            base.pid,
            outcome === "received" ? "sent" : outcome === "failed" ? "failed" : "unknown",
            at,
            outcome === "received" ? at : null,
            outcome === "opened" ? at : null,
            outcome === "clicked" ? at : null,
            channel,
          ],
        )
    }
  await writePurses(database, people)
  await database.run("analyze")
}

async function writePurses(database: Database, people: CustomerSnapshot[]): Promise<void> {
  const purses = people.flatMap((p) => (p.points ? [{ pid: p.profile.pid, ...p.points }] : []))
  await database.run(
    `insert into marketing_account (pid, role, balance, held)
     select pid, 'customer', balance, held from jsonb_to_recordset($1) as x(pid int, balance bigint, held bigint)
     union all select null, 'issued', 0, 0`,
    [JSON.stringify(purses)],
  )
  await database.run(
    `insert into marketing_lot (account_id, txn_id, amount, remaining, expires_at, created_at)
     select a.id, 0, x.remaining, x.remaining, x.expires_at, '2025-01-01'
       from jsonb_to_recordset($1) as x(pid int, remaining bigint, expires_at timestamptz) join marketing_account a on a.pid = x.pid`,
    [JSON.stringify(purses.flatMap(({ pid, lots }) => lots.map((lot) => ({ pid, ...lot }))))],
  )
  const moved = purses.flatMap(({ pid, moved }) =>
    moved.map((one, n) => ({ key: `${pid}:moved:${n}`, pid, ...one })),
  )
  await database.run(
    `with x as (select * from jsonb_to_recordset($1) as x(key text, pid int, kind text, amount bigint)),
          t as (insert into marketing_txn (key, kind, at) select key, kind, '2025-01-01' from x returning id, key)
     insert into marketing_entry (txn_id, account_id, amount)
     select t.id, a.id, case when a.pid is null then -x.amount else x.amount end
       from x join t on t.key = x.key join marketing_account a on a.pid = x.pid or a.role = 'issued'`,
    [JSON.stringify(moved)],
  )
  await database.run(
    `update marketing_account a set earned = m.earned, spent = m.spent
       from (${MOVED_BY_ACCOUNT}) m where m.id = a.id`,
  )
}
