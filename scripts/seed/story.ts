import type { MedusaContainer } from "@medusajs/framework/types"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import type { Database } from "../../src/modules/marketing/database"
import { signToken } from "../../src/modules/marketing/messages/tokens"
import { createCouponTemplateWorkflow } from "../../src/workflows"
import type { Chance } from "./chance"
import { type Person, SHOPPER } from "./people"
import { type Order, payableOf } from "./year"

/** The finished plan of the demo: everything it does goes through the module's own verbs, on a clock set to its days. */
export const PLAN = "Thank you to our regulars"
const PLAN_ID = "mkplan_01DEMOTHANKYOUTOREGULARS00"
export const COUPON = { code: "THANKYOU15", percent: 15 }
/** So that its mails, its orders and those paid with its points lie within the month that the overview shows. */
export const STARTED_DAYS_AGO = 24

const HOUR_MS = 3_600_000
const ACTOR = "demo"

/** Customers for a month or more with two purchases in a year who agreed to e-mail. */
const regulars = {
  all: [
    { did: "purchase", count: { gte: 2 }, window: { last: { days: 365 } } },
    { fact: "consent.email", op: "is", value: "yes" },
    { fact: "profile.became_customer_at", op: "more_than_ago", value: { days: 30 } },
  ],
}
const segments = [
  { name: "Regulars who read e-mail", rule: regulars },
  {
    name: "Lapsed: bought, but not for 120 days",
    rule: {
      all: [{ did: "purchase" }, { did: "purchase", count: { eq: 0 }, window: { last: { days: 120 } } }],
    },
  },
  { name: "Registered, never bought", rule: { all: [{ did: "purchase", count: { eq: 0 } }] } },
  { name: "Something in the cart now", rule: { all: [{ did: "cart_open" }] } },
  {
    name: "Big spenders: 500 EUR in half a year",
    rule: {
      all: [{ did: "purchase", amount: { gte: 50_000, currency: "eur" }, window: { last: { days: 182 } } }],
    },
  },
]

const mail = {
  subject: '{{ customer.first_name | default: "Dear friend" }}, thank you',
  preheader: "15 % off your next order",
  html: `<p>Hello {{ customer.first_name | default: "there" }},</p>
<p>you have been with us for a while, and we would like to say thank you: a coupon for 15 % lies in your account, and 200 points with it.</p>
<p><a href="https://shop.example/new">See what is new this autumn</a></p>
<p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>`,
}

/** The coupon template with its promotion; answers both ids. */
export async function makeCoupon(container: MedusaContainer, marketing: Marketing) {
  const find = () =>
    marketing.database.one<{ id: string; promotion_id: string }>(
      "select id, promotion_id from marketing_coupon_template where code = $1",
      [COUPON.code],
    )
  const known = await find()
  if (known) return known
  await createCouponTemplateWorkflow(container).run({
    input: {
      template: {
        name: "Thank you, 15 % off",
        code: COUPON.code,
        discount: { type: "percent", percent: COUPON.percent },
        scope: { type: "order" },
        valid_days: 30,
      },
      created_by: null,
    },
  })
  return (await find())!
}

/** Saves the segments that are not there yet; the plan's own as it was when the plan began. */
export async function makeSegments(marketing: Marketing): Promise<void> {
  for (const { name, rule } of segments) {
    const known = await marketing.database.one("select 1 from marketing_segment where name = $1", [name])
    if (!known) await marketing.saveSegment({ name, type: "dynamic", rule, actor: ACTOR })
  }
}

/** Publishes the plan and walks everybody through it; answers the run. */
export async function runPlan(marketing: Marketing, coupon_id: string): Promise<void> {
  const { database } = marketing
  const segment = await database.one<{ id: string }>("select id from marketing_segment where name = $1", [
    segments[0]!.name,
  ])
  const known = await database.one<{ id: string; state: string }>(
    "select id, state from marketing_plan where name = $1",
    [PLAN],
  )
  const draft =
    known ??
    (await marketing.savePlan({
      plan: {
        name: PLAN,
        category: "care",
        settings: {
          holdout_percent: 10,
          attribution: { basis: "touch", window_days: 14 },
          goal: { metric: "conversion_rate", target: 0.15 },
          budget: { amount: 250_000, currency: "eur" },
        },
        wizard: {
          segment_id: segment!.id,
          benefits: [
            { id: "coupon", settings: { template_id: coupon_id } },
            { id: "points", settings: { amount: 200, expires_in_days: 365 } },
          ],
          message: { channel: "email", content: mail },
          add_tags: ["thanked"],
        },
      },
      actor: ACTOR,
    }))
  if (draft.state === "draft") {
    await renamePlan(database, draft.id)
    await marketing.publishPlan({ plan_id: PLAN_ID, actor: ACTOR })
  }
  for (let busy = true; busy; ) {
    const moved = [
      await marketing.startDueRuns(),
      await marketing.enrollRuns(),
      await marketing.advance(),
      await marketing.performSends(),
    ]
    busy = moved.some(Boolean)
  }
  await marketing.endFinishedRuns()
}

/** The plan's id decides who is held out (by its hash with the customer's), so it must not be drawn anew at each start. */
const renamePlan = (database: Database, drawn: string) =>
  database.transaction(async (tx) => {
    await tx.run("update marketing_plan set id = $2 where id = $1", [drawn, PLAN_ID])
    await tx.run("update marketing_audit set entity_id = $2 where entity_id = $1", [drawn, PLAN_ID])
  })

type Mail = { id: number; customer_id: string; sent_at: Date; token: string; link: string | null }

/** Whom the plan's mail reached, in a fixed order. */
const reached = (marketing: Marketing) =>
  marketing.database.rows<Mail>(
    `select s.id, p.customer_id, s.sent_at, s.token,
            (select l.token from marketing_link l where l.send_id = s.id order by l.token limit 1) as link
       from marketing_send s
       join marketing_plan plan on plan.no = s.plan_no and plan.name = $1
       join marketing_profile p on p.pid = s.pid
      where s.state = 'sent' order by p.customer_id`,
    [PLAN],
  )

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

/** Nearly half open the mail within three days, half of those follow the link, each at a moment of their own. */
export async function readMails(
  marketing: Marketing,
  clock: { set: (at: Date) => void },
  chance: Chance,
): Promise<void> {
  const secret = marketing.options.secret!
  const openings = (await reached(marketing))
    .filter(() => chance.happens(0.46))
    .map((mail) => ({
      token: signToken(secret, "open", mail.token),
      link: chance.happens(0.48) ? mail.link : null,
      at: new Date(mail.sent_at.getTime() + chance.next() ** 2 * 72 * HOUR_MS),
    }))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  for (const { token, link, at } of openings) {
    clock.set(at)
    await marketing.recordOpen({ token, user_agent: BROWSER })
    if (link) await marketing.recordClick({ token: link, user_agent: BROWSER })
  }
}

/** Who orders with the coupon, and when: one in twelve of those the mail reached. */
export async function buyers(marketing: Marketing, people: Person[], chance: Chance) {
  const known = new Map(people.map((person) => [person.id, person]))
  return (await reached(marketing))
    .filter((mail) => chance.happens(0.085) && known.get(mail.customer_id)!.email !== SHOPPER)
    .map((mail) => ({
      person: known.get(mail.customer_id)!,
      at: new Date(mail.sent_at.getTime() + (2 + chance.next() * 220) * HOUR_MS),
    }))
}

/** A third of the buyers who can log in lay their points on the cart, as the checkout would: they are held, then spent. */
export async function payWithPoints(
  marketing: Marketing,
  clock: { set: (at: Date) => void },
  chance: Chance,
  answers: Order[],
): Promise<Order[]> {
  const inTime = [...answers].sort((a, b) => a.at.getTime() - b.at.getTime())
  const paid: Order[] = []
  for (const [index, order] of inTime.entries()) {
    const { balance } = await pointsOf(marketing, order.person)
    if (!chance.happens(0.34) || !order.person.account || balance === 0) {
      paid.push(order)
      continue
    }
    clock.set(order.at)
    const cart_id = `cart_demo_points${String(index + 1).padStart(4, "0")}`
    const { hold_id, amount } = await marketing.holdPoints({
      customer_id: order.person.id,
      cart_id,
      points: balance,
      payable: payableOf(order),
      currency: "eur",
    })
    paid.push({ ...order, points: { hold_id, cart_id, amount } })
  }
  return paid
}

const pointsOf = (marketing: Marketing, person: Person) => marketing.readPoints({ customer_id: person.id })

/** A coupon that has run out since, and points that do so in these weeks. */
export const GIVEN_DAYS_AGO = 100
const GIFT = { points: 150, expires_in_days: 112 }

/** To one in four of those who had an account then and shop again and again. */
export async function giveGift(
  marketing: Marketing,
  people: Person[],
  template_id: string,
  at: Date,
): Promise<void> {
  const friends = people.filter(({ habit, account, joined }) => habit === "loyal" && account && joined < at)
  for (const { id: customer_id } of friends.filter((_, nth) => nth % 4 === 0)) {
    const given = { customer_id, reason: "Summer greetings", actor: ACTOR }
    await marketing.grantCoupon({ ...given, template_id, key: `gift-${customer_id}` })
    const { points: amount, expires_in_days } = GIFT
    await marketing.adjustPoints({ ...given, amount, expires_in_days, key: `gift-${customer_id}` })
  }
}

/** The known shopper has something to spend: a coupon that is open today, and points. */
export async function fillPurse(marketing: Marketing, people: Person[], template_id: string): Promise<void> {
  const shopper = people.find((person) => person.email === SHOPPER)!
  const given = { customer_id: shopper.id, reason: "So that you can try the checkout", actor: ACTOR }
  await marketing.grantCoupon({ ...given, template_id, key: "demo-shopper" })
  await marketing.adjustPoints({ ...given, amount: 500, key: "demo-shopper" })
}
