/** What the table below is asked about: moments as ISO text, ids of this store. */
export type Gallery = {
  now: string
  /** The day in the store's zone. */
  day: string
  zone: string
  products: string[]
  categories: string[]
  channels: string[]
  coupon: string
}
type ByHand = Record<string, { values?: Record<string, unknown>; sql: string }>

/** The same question as each template asks, once more by hand: what is filled in, and who of `p` it means. */
export function galleryByHand({
  now: moment,
  day,
  zone,
  products,
  categories,
  channels,
  coupon,
}: Gallery): ByHand {
  const [p0, p1, p2, p3, p4, p5] = products
  const [shoes, hats, bags] = categories
  const [web, app] = channels
  const now = `timestamptz '${moment}'`
  const today = `date '${day}'`
  const ago = (days: number, hours = 0) => `${now} - interval '1 hour' * ${days * 24 + hours}`
  const since = (column: string, days: number) => `${column} > ${ago(days)} and ${column} <= ${now}`

  /** How many of something a person has. */
  const count = (from: string, where: string) => `(select count(*) from ${from} where ${where})`
  const orders = (where = "true") => count("marketing_order o", `o.pid = p.pid and (${where})`)
  const paid = (where = "true") => orders(`o.paid_at is not null and o.cancelled_at is null and (${where})`)
  const lastPaid = `(select max(o.placed_at) from marketing_order o where o.pid = p.pid and o.paid_at is not null and o.cancelled_at is null)`
  const ofPaid = (what: string, where = "true") =>
    `(select ${what} from marketing_order o where o.pid = p.pid and o.paid_at is not null and o.cancelled_at is null and o.currency = 'eur' and (${where}))`
  const paidLines = (where: string) =>
    count(
      "marketing_order_line l join marketing_order o using (oid) join marketing_product m on m.product = l.product",
      `l.pid = p.pid and o.paid_at is not null and o.cancelled_at is null and (${where})`,
    )
  const cartLines = (where = "true") =>
    count(
      "marketing_cart c join marketing_cart_line l using (cart_id) join marketing_product m on m.product = l.product",
      `c.pid = p.pid and (${where})`,
    )
  const events = (name: string, where = "true", what = "count(*)") =>
    `(select ${what} from marketing_event e left join marketing_product m on m.product = e.product where e.pid = p.pid and e.name = '${name}' and (${where}))`
  const coupons = (where: string) => count("marketing_coupon c", `c.pid = p.pid and (${where})`)
  const usable = `c.state in ('free', 'held') and (c.expires_at is null or c.expires_at > ${now})`
  const refunds = (where: string) => count("marketing_refund r", `r.pid = p.pid and (${where})`)
  const agreed = `exists (select 1 from marketing_consent c where c.pid = p.pid and c.channel = 'email' and c.topic = 'marketing' and c.state = 'yes')`
  const month = (shift: number) =>
    `extract(month from p.birthday) = extract(month from ${today} + interval '${shift} month')`
  const birthdayWithin = (days: number) =>
    `exists (select 1 from generate_series(0, ${days}) d where to_char(p.birthday, 'MM-DD') = to_char(${today} + d, 'MM-DD')
       or (to_char(p.birthday, 'MM-DD') = '02-29' and to_char(${today} + d, 'MM-DD') = '02-28' and to_char(${today} + d + 1, 'MM-DD') = '03-01'))`
  const relatedBirthdayWithin = (days: number, which = "true") =>
    `exists (select 1 from marketing_relation r, generate_series(0, ${days}) d where r.pid = p.pid and (${which})
       and (to_char(r.birthday, 'MM-DD') = to_char(${today} + d, 'MM-DD')
         or (to_char(r.birthday, 'MM-DD') = '02-29' and to_char(${today} + d, 'MM-DD') = '02-28' and to_char(${today} + d + 1, 'MM-DD') = '03-01')))`
  const moved = (which: string) =>
    `coalesce((select sum(e.amount) from marketing_account a join marketing_entry e on e.account_id = a.id join marketing_txn t on t.id = e.txn_id
       where a.pid = p.pid and (${which})), 0)`
  const score = (where: string) =>
    `exists (select 1 from marketing_score s where s.pid = p.pid and (${where}))`
  /** Frequency and monetary score together, a half rounded up. */
  const FM = "ceil((s.frequency + s.monetary) / 2.0)"

  return {
    "new-without-order": { sql: `p.became_customer_at > ${ago(30)} and ${orders()} = 0` },
    "account-never-bought": { sql: `p.has_account and p.became_customer_at <= ${ago(30)} and ${paid()} = 0` },
    "first-order": {
      values: { days: 90 },
      sql: `${paid()} = 1 and ${paid(since("o.placed_at", 90))} = 1`,
    },
    "ordered-not-paid": { sql: `${orders(since("o.placed_at", 14))} > 0 and ${paid()} = 0` },
    "guest-buyers": { sql: `not p.has_account and ${paid(since("o.placed_at", 180))} > 0` },
    "repeat-customers": { sql: `${paid(since("o.placed_at", 365))} >= 2` },
    "loyal-customers": {
      values: { times: 3 },
      sql: `${paid(since("o.placed_at", 365))} >= 3 and ${paid(since("o.placed_at", 90))} > 0`,
    },
    "high-spenders": {
      values: { amount: eur(30_000) },
      sql: `${ofPaid("sum(o.captured - o.refunded)", since("o.placed_at", 365))} >= 30000`,
    },
    "large-baskets": { sql: `${paid()} >= 2 and ${ofPaid("avg(o.captured - o.refunded)")} >= 10000` },
    "recent-big-order": {
      values: { days: 60, amount: eur(9_000) },
      sql: `${ofPaid("count(*)", `o.captured - o.refunded >= 9000 and ${since("o.placed_at", 60)}`)} > 0`,
    },
    "long-standing": {
      values: { since: 300 },
      sql: `${paid(`o.placed_at <= ${ago(300)}`)} > 0 and ${paid(since("o.placed_at", 90))} > 0`,
    },
    "at-risk": { sql: `${lastPaid} <= ${ago(60)} and ${lastPaid} > ${ago(180)}` },
    lapsed: { sql: `${lastPaid} <= ${ago(180)} and ${lastPaid} > ${ago(365)}` },
    sleeping: { sql: `${lastPaid} <= ${ago(365)}` },
    "one-time-buyers": { sql: `${paid()} = 1 and ${lastPaid} <= ${ago(45)}` },
    "lost-regulars": { values: { quiet: 14 }, sql: `${paid()} >= 3 and ${lastPaid} <= ${ago(14)}` },
    "lost-high-spenders": {
      values: { amount: eur(20_000), quiet: 14 },
      sql: `${ofPaid("sum(o.captured - o.refunded)")} >= 20000 and ${lastPaid} <= ${ago(14)}`,
    },
    "birthday-this-month": { sql: month(0) },
    "birthday-next-month": { sql: month(1) },
    "birthday-soon": { sql: birthdayWithin(14) },
    "birthday-buyers": { sql: `${birthdayWithin(30)} and ${paid(since("o.placed_at", 365))} > 0` },
    "cart-abandoners": {
      sql: `exists (select 1 from marketing_cart c join marketing_cart_line using (cart_id) where c.pid = p.pid
        and ${since("c.updated_at", 7)} and c.updated_at <= ${ago(0, 4)}
        and not exists (select 1 from marketing_order o where o.pid = p.pid
          and o.placed_at > c.updated_at and o.placed_at <= c.updated_at + interval '4 hours'))`,
    },
    "valuable-carts": {
      sql: `(select sum(l.amount) from marketing_cart c join marketing_cart_line l using (cart_id)
        where c.pid = p.pid and c.currency = 'eur' and ${since("c.updated_at", 30)}) >= 10000`,
    },
    "product-in-cart": {
      values: { products: [p1, p2] },
      sql: `${cartLines(`m.product_id in ('${p1}', '${p2}')`)} > 0`,
    },
    "checkout-abandoners": {
      sql: `exists (select 1 from marketing_event e where e.pid = p.pid and e.name = 'checkout_started' and ${since("e.at", 7)}
        and not exists (select 1 from marketing_order o where o.pid = p.pid and o.placed_at > e.at))`,
    },
    "browsers-without-cart": {
      values: { days: 60, times: 2 },
      sql: `${events("product_viewed", since("e.at", 60))} >= 2 and ${cartLines()} = 0 and ${orders(since("o.placed_at", 60))} = 0`,
    },
    "window-shoppers": {
      values: { days: 90, different: 2 },
      sql: `${events("product_viewed", since("e.at", 90), `count(distinct (e.at at time zone '${zone}')::date)`)} >= 2 and ${paid()} = 0`,
    },
    "viewed-not-bought": {
      values: { products: [p0, p3] },
      sql: `${events("product_viewed", `m.product_id in ('${p0}', '${p3}') and ${since("e.at", 14)}`)} > 0
        and ${paidLines(`m.product_id in ('${p0}', '${p3}') and ${since("o.placed_at", 14)}`)} = 0`,
    },
    "searched-not-bought": {
      sql: `${events("searched", since("e.at", 14))} >= 2 and ${paid(since("o.placed_at", 14))} = 0`,
    },
    "repurchase-due": {
      values: { products: [p1, p4] },
      sql: `${paidLines(`m.product_id in ('${p1}', '${p4}') and ${since("o.placed_at", 60)}`)} > 0
        and ${paidLines(`m.product_id in ('${p1}', '${p4}') and ${since("o.placed_at", 30)}`)} = 0`,
    },
    "category-cross-sell": {
      values: { bought: [shoes], never: [hats] },
      sql: `${paidLines(`'${shoes}' = any(m.category_ids) and ${since("o.placed_at", 365)}`)} > 0 and ${paidLines(`'${hats}' = any(m.category_ids)`)} = 0`,
    },
    "product-cross-sell": {
      values: { bought: [p1], never: [p2, p3] },
      sql: `${paidLines(`m.product_id = '${p1}'`)} > 0 and ${paidLines(`m.product_id in ('${p2}', '${p3}')`)} = 0`,
    },
    "product-fans": {
      values: { products: [p5], times: 2 },
      sql: `(select count(distinct l.oid) from marketing_order_line l join marketing_order o using (oid) join marketing_product m on m.product = l.product
        where l.pid = p.pid and o.paid_at is not null and o.cancelled_at is null and m.product_id = '${p5}') >= 2`,
    },
    "category-spenders": {
      values: { categories: [bags], amount: eur(8_000) },
      sql: `(select sum(l.net) from marketing_order_line l join marketing_order o using (oid) join marketing_product m on m.product = l.product
        where l.pid = p.pid and o.paid_at is not null and o.cancelled_at is null and o.currency = 'eur'
          and '${bags}' = any(m.category_ids) and ${since("o.placed_at", 365)}) >= 8000`,
    },
    "coupon-unused": { sql: `${coupons(usable)} > 0` },
    "this-coupon-unused": {
      values: { coupon: [coupon] },
      sql: `${coupons(`${usable} and c.template_no = (select no from marketing_coupon_template where id = '${coupon}')`)} > 0`,
    },
    "coupon-expiring": {
      sql: `${coupons(`${usable} and c.expires_at <= ${now} + interval '168 hours'`)} > 0`,
    },
    "coupon-ran-out": {
      sql: `${coupons("c.state = 'expired'")} > 0 and ${paid(since("o.placed_at", 90))} > 0`,
    },
    "discount-lovers": {
      sql: `${paid(`o.discount > 0 and ${since("o.placed_at", 365)}`)} >= 2`,
    },
    "full-price-buyers": {
      sql: `${paid(since("o.placed_at", 365))} >= 2 and ${paid("o.discount > 0")} = 0`,
    },
    "tier-near": {
      values: { needed: 40, short: 39 },
      sql: "p.growth_value between 1 and 39",
    },
    "price-sensitive": {
      values: { amount: eur(6_000) },
      sql: `${paid()} >= 2 and ${ofPaid("avg(o.captured - o.refunded)")} <= 6000`,
    },
    refunders: { sql: `${refunds(since("r.at", 365))} >= 2` },
    "refunded-and-gone": {
      sql: `exists (select 1 from marketing_refund r where r.pid = p.pid and ${since("r.at", 180)}
        and not exists (select 1 from marketing_order o where o.pid = p.pid and o.paid_at is not null and o.cancelled_at is null and o.placed_at > r.at))`,
    },
    "channel-a-not-b": {
      values: { bought: [web], never: [app] },
      sql: `${paid(`o.sales_channel_id = '${web}'`)} > 0 and ${paid(`o.sales_channel_id = '${app}'`)} = 0`,
    },
    "subscribers-never-ordered": { sql: `${agreed} and ${orders()} = 0` },
    "subscribers-without-purchase": { sql: `${agreed} and ${paid(since("o.placed_at", 90))} = 0` },
    "child-birthday": { sql: relatedBirthdayWithin(14, "r.relation = 'child'") },
    "family-birthday": { values: { days: 5 }, sql: relatedBirthdayWithin(5) },
    "child-turning": {
      values: { age: 3 },
      sql: `exists (select 1 from marketing_relation r where r.pid = p.pid and r.relation = 'child'
        and date_trunc('month', r.birthday + interval '3 years') = date_trunc('month', ${today} + interval '1 month'))`,
    },
    "small-children": {
      sql: `exists (select 1 from marketing_relation r where r.pid = p.pid and r.relation = 'child'
        and extract(year from age(${today}, r.birthday)) <= 6)`,
    },
    "points-expiring": {
      sql: `(select sum(l.remaining) from marketing_account a join marketing_lot l on l.account_id = a.id
        where a.pid = p.pid and l.expires_at > ${now} and l.expires_at <= ${now} + interval '720 hours') >= 100`,
    },
    "points-unspent": {
      values: { points: 400 },
      sql: `(select a.balance - a.held - greatest(0, -a.held + (select coalesce(sum(l.remaining), 0) from marketing_lot l
        where l.account_id = a.id and l.expires_at <= ${now})) from marketing_account a where a.pid = p.pid) >= 400`,
    },
    "points-never-spent": {
      sql: `${moved("t.kind = 'grant' or (t.kind = 'adjust' and e.amount > 0) or (t.kind = 'reverse' and e.amount < 0)")} >= 1
        and ${moved("t.kind = 'redeem' or (t.kind = 'reverse' and e.amount > 0)")} = 0`,
    },
    "tier-members": { values: { tiers: ["gold"] }, sql: "p.tier = 'gold'" },
    "membership-expiring": {
      values: { days: 40 },
      sql: `p.membership_expires_at >= ${today} and p.membership_expires_at <= ${today} + 40`,
    },
    "membership-expired": {
      sql: `p.membership_expires_at < ${today} and p.membership_expires_at >= ${today} - 60`,
    },
    "stage-new": { sql: score("s.stage = 'new'") },
    "stage-active": { sql: score("s.stage = 'active'") },
    "stage-at-risk": { sql: score("s.stage = 'at_risk'") },
    "stage-lapsed": { sql: score("s.stage = 'lapsed'") },
    "hot-leads": { sql: score("s.stage = 'lead' and s.lead_score >= 50") },
    "intent-high": { sql: score("s.intent = 'high'") },
    "rfm-champions": {
      sql: score(`(s.recency = 5 and ${FM} >= 4) or (s.recency = 4 and ${FM} = 5)`),
    },
    "rfm-loyal": {
      sql: score(
        `(s.recency = 5 and ${FM} in (2, 3)) or (s.recency = 4 and ${FM} in (2, 3, 4)) or (s.recency = 3 and ${FM} >= 4)`,
      ),
    },
    "rfm-promising": { sql: score(`s.recency >= 4 and ${FM} = 1`) },
    "rfm-at-risk": {
      sql: score(
        `(s.recency = 1 and ${FM} = 3) or (s.recency = 2 and ${FM} in (3, 4)) or (s.recency = 3 and ${FM} <= 3)`,
      ),
    },
    "rfm-cannot-lose": { sql: score(`(s.recency = 1 and ${FM} >= 4) or (s.recency = 2 and ${FM} = 5)`) },
    "rfm-hibernating": { sql: score(`s.recency <= 2 and ${FM} <= 2`) },
    "buyers-without-consent": { sql: `${paid(since("o.placed_at", 365))} > 0 and not ${agreed}` },
  }
}

export const eur = (amount: number) => ({ amount, currency: "eur" })
