import type { CustomerSnapshot, LineFacts, OrderFacts, ProductFacts } from "../../src/core/rules/snapshot"
import { dayOf, startOf } from "../../src/core/time/zone"
import type { Database } from "../../src/modules/marketing/database"
import { HOSTILE } from "./audience-hostile"

/** A small generator that gives the same numbers for the same seed. */
export function chanceOf(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    whole,
    odds: (share: number) => next() < share,
    one: <T>(list: readonly T[]): T => list[whole(0, list.length - 1)]!,
    many: <T>(most: number, make: (index: number) => T): T[] =>
      Array.from({ length: whole(0, most) }, (_, i) => make(i)),
  }
}
type Chance = ReturnType<typeof chanceOf>

export const PRODUCTS: ProductFacts[] = Array.from({ length: 8 }, (_, i) => ({
  product_id: `prod_${i}`,
  category_ids: ["shoes", "hats", "bags"].filter((_, c) => (i + c) % 3 !== 0),
  collection_id: i % 3 === 0 ? null : `col_${i % 3}`,
  type_id: i % 2 === 0 ? "type_a" : null,
  tag_ids: i === 7 ? [] : [`tag_${i % 2}`],
}))
export const SEGMENTS = ["mkseg_static", "mkseg_empty"]
export const OUTCOMES = [
  "entered",
  "held_out",
  "received",
  "failed",
  "opened",
  "clicked",
  "converted",
] as const
const DAY = 86_400_000

/** Moments that lie on the edges that rules ask about, and some that do not. */
function moment(c: Chance, now: Date, zone: string): Date {
  if (c.odds(0.2))
    return new Date(now.getTime() - c.one([1, 2, 7, 14, 30, 90]) * DAY + c.one([-1000, 0, 1000]))
  if (c.odds(0.25)) {
    const edge = startOf(
      c.one(["day", "week", "month", "quarter", "year"] as const),
      now,
      zone,
      c.whole(-2, 0),
    )
    return new Date(Math.min(edge.getTime() + c.one([-1000, 0, 1000]), now.getTime()))
  }
  return new Date(now.getTime() - c.whole(0, c.one([7200, 90_000, 9_000_000, 40_000_000])) * 1000)
}

function line(c: Chance): LineFacts {
  const amount = c.whole(1, 40) * 250
  return {
    product: c.one(PRODUCTS),
    variant_id: c.odds(0.8) ? `var_${c.whole(0, 3)}` : null,
    quantity: c.whole(1, 3),
    amount,
    net: amount - c.one([0, 0, 0, 250]),
  }
}

function order(c: Chance, now: Date, zone: string, id: string): OrderFacts {
  const lines = c.odds(0.05) ? [] : [line(c), ...c.many(2, () => line(c))]
  const total = lines.reduce((sum, l) => sum + l.amount, 0) + 490
  return {
    order_id: id,
    placed_at: moment(c, now, zone),
    purchase: c.odds(0.75),
    currency: c.one(["eur", "eur", "usd"]),
    sales_channel_id: c.one(["sc_web", "sc_app", null]),
    source: c.one(["store", "import"]),
    total,
    net: c.odds(0.8) ? total : 0,
    quantity: lines.reduce((sum, l) => sum + l.quantity, 0),
    lines,
  }
}

const property = (c: Chance): unknown =>
  c.one([1, 2.5, -3, "1", "blue", "", true, false, null, ["x"], ...HOSTILE.slice(0, 4)])

/** Customers with everything that rules can ask about. `pid` is given by `writePeople`. */
export function makePeople(seed: number, count: number, now: Date, zone: string): CustomerSnapshot[] {
  const c = chanceOf(seed)
  const more = chanceOf(seed + 1)
  return Array.from({ length: count }, (_, i): CustomerSnapshot => {
    const orders = c.many(c.one([0, 2, 6]), (n) => order(c, now, zone, `order_${i}_${n}`))
    const at = () => moment(c, now, zone)
    const birthday = c.one([
      "1980-02-28",
      "1984-02-29",
      "2000-03-01",
      "1999-12-31",
      "1990-04-15",
      null,
      dayOf(now, zone).replace(/^\d+/, "1996"),
    ])
    const attributes: Record<string, unknown> = {}
    if (c.odds(0.7)) attributes.size = c.one([1, 2.5, "3", "n/a", null, "1e9"])
    if (c.odds(0.7)) attributes.since = c.one(["2024-02-29", "2023-02-29", "2025-06-01", "soon", 7])
    if (c.odds(0.7)) attributes.fan = c.one([true, false, "true", "maybe"])
    if (c.odds(0.7)) attributes.likes = c.one([["tea"], ["tea", "coffee"], [], "coffee", 5])
    if (c.odds(0.7)) attributes[`a"'; --`] = c.one(HOSTILE)
    return {
      profile: {
        pid: 0,
        customer_id: `cus_${i}`,
        email: c.odds(0.9) ? `p${i}@example.test` : null,
        first_name: c.one([...HOSTILE, "Ana", "Zoë", null]),
        gender: c.one(["female", "male", null]),
        country: c.one(["de", "fr", "cn", null]),
        city: c.one(["Berlin", "berlin", "北京", "100%", "a_b", null]),
        birthday: birthday === "2023-02-29" ? null : birthday,
        tier: c.one(["gold", "silver", null]),
        home_store: c.one(["sloc_a", "sloc_b", null]),
        rep: c.one(["it's", "Ana", null]),
        referrer: c.one(["p1", null]),
        member_since: c.one(["2024-02-29", "2025-06-01", null]),
        membership_expires_at: c.one([dayOf(now, zone), "2026-03-29", "2025-12-31", null]),
        has_account: c.odds(0.5),
        tags: c
          .many(3, () => c.one(["vip", "new", "it's", "北"]))
          .filter((t, n, all) => all.indexOf(t) === n),
        groups: more
          .many(2, () => more.one(["wholesale", "staff"]))
          .filter((g, n, all) => all.indexOf(g) === n),
        attributes,
        ...contact(more),
        became_customer_at: at(),
        score: c.odds(0.8) ? score(c) : null,
        ...lifetime(orders),
      },
      orders,
      refunds: c
        .many(2, (n) => ({
          refund_id: `ref_${i}_${n}`,
          order_id: orders[0]?.order_id ?? "",
          at: at(),
          amount: c.whole(1, 9) * 100,
          currency: c.one(["eur", "usd"]),
          sales_channel_id: orders[0]?.sales_channel_id ?? null,
          source: orders[0]?.source ?? "store",
        }))
        .filter(() => orders.length > 0),
      events: c.many(8, (n) => ({
        key: `ev_${i}_${n}`,
        name: c.one(["product_viewed", "checkout_started", "it's; drop table"]),
        at: at(),
        product: c.one([null, ...PRODUCTS]),
        amount: c.one([null, 500, 1500]),
        currency: c.one([null, "eur", "usd"]),
        props: {
          color: property(c),
          score: property(c),
          "k\"'": property(c),
          ...(c.odds(0.5) ? { quantity: c.whole(1, 4) } : {}),
        },
      })),
      carts: c.many(2, (n) => ({
        cart_id: `cart_${i}_${n}`,
        updated_at: at(),
        currency: c.one(["eur", "usd"]),
        lines: c.many(2, () => line(c)),
      })),
      segments: c.odds(0.3) ? ["mkseg_static"] : [],
      coupons: c.many(2, (n) => ({
        id: String(i * 10 + n + 1),
        state: c.one(["free", "used", "revoked", "expired"]),
        template_id: c.one(["mkcoup_a", "mkcoup_b"]),
        expires_at: c.odds(0.6)
          ? new Date(now.getTime() + c.one([-DAY, 0, 1000, 3 * DAY, 7 * DAY, 30 * DAY]))
          : null,
      })),
      points: c.odds(0.6) ? purse(c, now) : null,
      outcomes: OUTCOMES.filter(() => c.odds(0.3)).map((outcome) => ({
        id: `${i}:${outcome}`,
        plan_id: c.one(["mkplan_a", "mkplan_b"]),
        outcome,
        node: outcome === "entered" || outcome === "held_out" ? null : c.one(["n1", "n2"]),
        at: at(),
      })),
      relations: c.many(3, () => ({
        relation: c.one(["child", "child", "spouse", "pet"]),
        name: c.one([null, "Kim"]),
        birthday: c.one([
          null,
          "1984-02-29",
          "2024-02-29",
          "2023-03-01",
          "2019-12-31",
          dayOf(now, zone).replace(/^\d+/, "2016"),
        ]),
      })),
      consents: c.odds(0.5) ? { email: c.one(["yes", "no", "pending"]) } : {},
    }
  })
}

/** How and where somebody is reached; a text may be empty, which is not the same as unknown. */
const contact = (c: Chance) => ({
  last_name: c.one(["Li", "O'Brien", "ÅNGSTRÖM", ...HOSTILE, null]),
  phone: c.one(["+4930123", "+4930999", "+8610", null]),
  language: c.one(["de", "en", "zh-CN", null]),
  province: c.one(["Bayern", "北京", "", null]),
  company: c.one(["ACME", "Acme \\ Sons_%", null]),
  source: c.one(["web", "it's", null]),
})

/** A purse whose lots and holds may be over; what moved tells of a longer life than what is left. */
function purse(c: Chance, now: Date): CustomerSnapshot["points"] {
  const lots = c.many(3, () => ({
    remaining: c.whole(1, 9) * 50,
    expires_at: c.odds(0.7)
      ? new Date(now.getTime() + c.one([-30, 0, 1, 7, 30, 60, 90, 91]) * DAY + c.one([0, 0, 1000]))
      : null,
  }))
  const balance = lots.reduce((sum, lot) => sum + lot.remaining, 0)
  return {
    balance,
    held: c.odds(0.3) ? Math.min(balance, c.whole(0, 4) * 50) : 0,
    lots,
    moved: c
      .many(4, () => ({
        kind: c.one(["grant", "adjust", "redeem", "reverse", "expire"]),
        amount: c.whole(1, 9) * 50,
      }))
      .map(({ kind, amount }) => {
        const out = kind === "redeem" || kind === "expire" || (kind !== "grant" && c.odds(0.5))
        return { kind, amount: out ? -amount : amount }
      }),
  }
}

function score(c: Chance) {
  const fifth = () => c.whole(1, 5)
  const rfm = c.odds(0.7)
    ? { recency: fifth(), frequency: fifth(), monetary: fifth() }
    : { recency: null, frequency: null, monetary: null }
  return {
    stage: c.one(["lead", "new", "active", "at_risk", "lapsed"]),
    intent: c.one(["high", "mid", "low"]),
    lead_score: c.whole(0, 100),
    ...rfm,
  }
}

function lifetime(orders: OrderFacts[]) {
  const bought = orders.filter((o) => o.purchase)
  const times = (list: OrderFacts[]) => list.map((o) => o.placed_at.getTime()).sort((a, b) => a - b)
  const date = (ms: number | undefined) => (ms === undefined ? null : new Date(ms))
  return {
    orders: orders.length,
    purchases: bought.length,
    first_order_at: date(times(orders)[0]),
    last_order_at: date(times(orders).at(-1)),
    first_purchase_at: date(times(bought)[0]),
    last_purchase_at: date(times(bought).at(-1)),
  }
}

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
    })),
    "product, product_id, title, category_ids, collection_id, type_id, tag_ids, source, updated_at",
  )
  for (const [index, person] of people.entries()) person.profile.pid = index + 1
  const product = (p: ProductFacts | null) => (p ? PRODUCTS.indexOf(p) + 1 : 0)
  const each = <T>(list: (p: CustomerSnapshot) => T[], row: (one: T, pid: number, n: number) => object) =>
    people.flatMap((p) => list(p).map((one, n) => row(one, p.profile.pid, n)))
  const oid = new Map(people.flatMap((p) => p.orders).map((o, i) => [o.order_id, i + 1]))

  await fill(
    "marketing_profile",
    people.map((p) => ({ ...p.profile, updated_at: new Date(0) })),
    "pid, customer_id, email, phone, first_name, last_name, company, language, province, source, gender, country, city, birthday, tier, home_store, rep, referrer, member_since, membership_expires_at, has_account, tags, groups, attributes, became_customer_at, orders, purchases, first_order_at, last_order_at, first_purchase_at, last_purchase_at, updated_at",
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
        paid_at: o.purchase ? o.placed_at : null,
        discount: 0,
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
  await fill(
    "marketing_refund",
    people.flatMap((p) =>
      p.refunds.map((r) => ({ ...r, pid: p.profile.pid, oid: oid.get(p.orders[0]!.order_id) })),
    ),
    "refund_id, oid, pid, amount, currency, at",
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
    for (const { plan_id, outcome, node, at } of p.outcomes) {
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
          `insert into marketing_send (key, token, plan_no, node, pid, channel, content_hash, state, run_at, queued_at, sent_at, opened_at, clicked_at) values ($1, $1, $2, $3, $4, 'email', 'none', $5, $6, $6, $7, $8, $9)`,
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
}
