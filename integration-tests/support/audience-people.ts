import { BEHAVIOUR_EVENTS, behaviourAfter } from "../../src/core/rules/behaviour"
import { MESSAGE_OUTCOMES } from "../../src/core/rules/outcomes"
import type {
  CustomerSnapshot,
  EventFacts,
  LineFacts,
  OrderFacts,
  ProductFacts,
} from "../../src/core/rules/snapshot"
import { dayOf, startOf } from "../../src/core/time/zone"
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
  deleted: i === 5,
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
  const placed_at = moment(c, now, zone)
  const purchase = c.odds(0.75)
  // No draw of its own: everything else stays as it was drawn.
  const paid_after = [0, 0, 5 * 60_000, 3 * 3_600_000][Math.floor(placed_at.getTime() / 1000) % 4]!
  return {
    order_id: id,
    placed_at,
    paid_at: purchase ? new Date(placed_at.getTime() + paid_after) : null,
    purchase,
    currency: c.one(["eur", "eur", "usd"]),
    sales_channel_id: c.one(["sc_web", "sc_app", null]),
    source: c.one(["store", "import"]),
    total,
    net: c.odds(0.8) ? total : 0,
    quantity: lines.reduce((sum, l) => sum + l.quantity, 0),
    discounted: Math.floor(placed_at.getTime() / 1000) % 3 === 0,
    lines,
  }
}

const property = (c: Chance): unknown =>
  c.one([1, 2.5, -3, "1", "blue", "", true, false, null, ["x"], ...HOSTILE.slice(0, 4)])

/** Customers with everything that rules can ask about. `pid` is given by `writePeople`. */
export function makePeople(seed: number, count: number, now: Date, zone: string): CustomerSnapshot[] {
  const c = chanceOf(seed)
  const more = chanceOf(seed + 1)
  const later = chanceOf(seed + 2)
  const ways = chanceOf(seed + 3)
  return Array.from({ length: count }, (_, i): CustomerSnapshot => {
    const orders = c.many(c.one([0, 2, 6]), (n) => order(c, now, zone, `order_${i}_${n}`))
    const at = () => moment(c, now, zone)
    const told = toldEvents(later, i, () => moment(later, now, zone))
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
    if (c.odds(0.7)) attributes.likes = c.one([["tea"], ["tea", "coffee"], [5, "tea", true], [], "coffee", 5])
    if (c.odds(0.7)) attributes[`a"'; --`] = c.one(HOSTILE)
    return {
      profile: {
        pid: 0,
        customer_id: `cus_${i}`,
        email: c.odds(0.9) ? `p${i}@example.test` : null,
        first_name: c.one([...HOSTILE, "Ana", "Zoë", null]),
        gender: c.one(["female", "male", null]),
        zone: ["Europe/Berlin", "Asia/Tokyo", "it's", null][i % 4],
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
        growth_value: later.one([null, 0, 3, 36, 5000]),
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
      events: c
        .many<EventFacts>(8, (n) => ({
          key: `ev_${i}_${n}`,
          name: c.one(["product_viewed", "category_viewed", "checkout_started", "it's; drop table"]),
          at: at(),
          product: c.one([null, ...PRODUCTS]),
          amount: c.one([null, 500, 1500]),
          currency: c.one([null, "eur", "usd"]),
          props: {
            color: property(c),
            score: property(c),
            "k\"'": property(c),
            ...(c.odds(0.5) ? { quantity: c.whole(1, 4) } : {}),
            ...(c.odds(0.4) ? { category_id: c.one(["shoes", "hats"]) } : {}),
          },
        }))
        .concat(told),
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
        channel: MESSAGE_OUTCOMES.includes(outcome) ? ways.one(["email", "sms"]) : null,
        at: at(),
      })),
      behaviour: behaviourAfter(told),
      credits: ["eur", "usd"].flatMap((currency) =>
        later.odds(0.4)
          ? [
              {
                currency,
                balance: later.whole(0, 8) * 500,
                topped_up: later.whole(0, 40) * 500,
                top_ups: later.whole(0, 3),
              },
            ]
          : [],
      ),
      relations: c.many(3, () => ({
        relation: c.one(["child", "child", "spouse", "parent", "sibling", "pet"]),
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

/** What pages, channels and messengers tell; also what says nothing. */
const toldEvents = (c: Chance, i: number, at: () => Date): EventFacts[] =>
  c.many(6, (n) => {
    const name = c.one(BEHAVIOUR_EVENTS)
    const id = c.one(["vip", "new", "it's", "北", 7, null])
    const props = { seconds: c.one([0, 2.5, 7, 30, "30"]), account: id, group: id, rep: id }
    return { key: `told_${i}_${n}`, name, at: at(), product: null, amount: null, currency: null, props }
  })

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
  const byTime = [...orders].sort((a, b) => a.placed_at.getTime() - b.placed_at.getTime())
  const date = (ms: number | undefined) => (ms === undefined ? null : new Date(ms))
  return {
    orders: orders.length,
    purchases: bought.length,
    first_channel: byTime[0]?.sales_channel_id ?? null,
    last_channel: byTime.at(-1)?.sales_channel_id ?? null,
    first_order_at: date(times(orders)[0]),
    last_order_at: date(times(orders).at(-1)),
    first_purchase_at: date(times(bought)[0]),
    last_purchase_at: date(times(bought).at(-1)),
  }
}
