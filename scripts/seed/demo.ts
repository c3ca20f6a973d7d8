import type { ExecArgs, MedusaContainer } from "@medusajs/framework/types"
import { type AbstractEventBusModuleService, Modules } from "@medusajs/framework/utils"
import type { Clock } from "../../src/modules/marketing/clock"
import { createMarketing, type Marketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { optionsSchema } from "../../src/modules/marketing/options"
import { makeBehaviour } from "./behaviour"
import { shelves } from "./catalogue"
import { seededChance } from "./chance"
import { furnish, hireAdmin, openAccount } from "./furnish"
import { knowFamilies } from "./know-families"
import { defineAttributes, knowPeople, recordBehaviour } from "./know-people"
import { addOrders, dateShelves, liveAYear } from "./live-a-year"
import { makePeople, type Person, SHOPPER } from "./people"
import { recallStages } from "./recall-stages"
import { stepsOf } from "./steps"
import { stockShelves } from "./stock-shelves"
import {
  buyers,
  COUPON,
  fillPurse,
  GIVEN_DAYS_AGO,
  giveGift,
  makeCoupon,
  makeSegments,
  payWithPoints,
  readMails,
  runPlan,
  STARTED_DAYS_AGO,
} from "./story"
import { answer, makeCarts, makeOrders } from "./year"

const PEOPLE = 3400
const CARTS = 160
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/**
 * Fills an empty store with a year of life that ends when today began: `medusa exec ./scripts/seed/demo.ts`. The same
 * people, orders and events at every first start, only the dates move; at whatever hour of a day, the same store. A start
 * that was broken off goes on where it stopped. A moment may be handed in (ISO); without one, it is now.
 */
export default async function seedDemo({ container, args: [moment] }: ExecArgs): Promise<void> {
  const database = connectDatabase(process.env.DATABASE_URL!, { size: 4 })
  try {
    hush(container)
    const steps = await stepsOf(database, beginOfDay(moment ? new Date(moment) : new Date()))
    const shop = await furnish(container)
    await hireAdmin(container)
    const wares = await stockShelves(container, shop, seededChance("shelves"))
    const { today } = steps
    const people = makePeople(seededChance("people"), PEOPLE, today, shelves.length)
    const orders = makeOrders(seededChance("orders"), people, wares, today)
    const carts = makeCarts(seededChance("carts"), people, wares, today, CARTS)
    const life = { people, orders, carts }
    const clock = movingClock(today)
    const marketing = quietMarketing(database, clock, people)

    await steps.once(`${people.length} customers, ${orders.length} orders`, "life", async () => {
      await dateShelves(database, new Date(today.getTime() - 900 * DAY_MS))
      await liveAYear(database, shop, life)
    })
    await steps.once("read model", "facts", () => marketing.rebuildReadModel({ page_size: 5000 }))
    await steps.once("profiles and consents", "profiles", () =>
      knowPeople(marketing, people, seededChance("profiles")),
    )
    await steps.once("attributes of this shop", "attributes", () => defineAttributes(marketing))
    await steps.once("tiers and families", "families", () =>
      knowFamilies(marketing, people, seededChance("families"), today),
    )
    await steps.once("what people did in the storefront", "behaviour", () =>
      recordBehaviour(marketing, makeBehaviour(seededChance("behaviour"), life, wares, today)),
    )

    const started = new Date(today.getTime() - STARTED_DAYS_AGO * DAY_MS + 9 * HOUR_MS)
    clock.set(started)
    const coupon = await makeCoupon(container, marketing)
    await steps.once("a gift that most forgot", "gift", async () => {
      const given = new Date(today.getTime() - GIVEN_DAYS_AGO * DAY_MS)
      clock.set(given)
      await giveGift(marketing, people, coupon.id, given)
      clock.set(started)
      while (await marketing.expireCoupons());
    })
    await steps.once("segments", "segments", () => makeSegments(marketing))
    await steps.once(`a plan, ${STARTED_DAYS_AGO} days ago`, "plan", () => runPlan(marketing, coupon.id))
    await steps.once("opened and clicked mails", "mails", () =>
      readMails(marketing, clock, seededChance("mails")),
    )
    await steps.once("orders with the coupon, some paid with points", "answers", async () => {
      const chance = seededChance("answers")
      const offered = { ...shop, promotions: { ...shop.promotions, [COUPON.code]: coupon.promotion_id } }
      const answers = (await buyers(marketing, people, chance)).map((who) =>
        answer(chance, who, wares, COUPON),
      )
      const paid = await payWithPoints(marketing, clock, chance, answers)
      clock.set(today)
      await marketing.syncOrders(await addOrders(database, offered, paid))
    })
    clock.set(today)
    await steps.once("a shopper to log in as", "shopper", async () => {
      const { id } = people.find((person) => person.email === SHOPPER)!
      await openAccount(container, SHOPPER, { customer_id: id })
      await fillPurse(marketing, people, coupon.id)
    })
    await steps.once("lifecycle stages of the year", "stages", () => recallStages(marketing, today))
    // So much at once is not in the database's statistics by itself when the store begins to ask.
    await steps.once("statistics", "statistics", () => database.run("analyze"))
    await steps.once("segments of today", "fresh", async () => {
      for (const { id } of await database.rows<{ id: string }>("select id from marketing_segment"))
        await marketing.refreshSegment({ segment_id: id })
    })
  } finally {
    await database.close()
  }
}

const beginOfDay = (at: Date) => new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS)

/**
 * Nobody listens while the shop is filled: 150 products at once would each call a subscriber that waits for a connection
 * while this process is busy making up a year. The read model is built from the rows themselves afterwards.
 */
function hush(container: MedusaContainer): void {
  const bus = container.resolve<AbstractEventBusModuleService>(Modules.EVENT_BUS)
  for (const [event, subscribers] of bus.eventToSubscribersMap)
    for (const { id, subscriber } of [...subscribers])
      bus.unsubscribe(event, subscriber, { subscriberId: id })
}

/** The module by itself: nothing leaves the machine. One address in sixty does not exist any more. */
function quietMarketing(database: Database, clock: Clock, people: Person[]): Marketing {
  const chance = seededChance("addresses")
  const dead = new Set(
    people.map((person) => person.email).filter((email) => chance.happens(1 / 60) && email !== SHOPPER),
  )
  const marketing = createMarketing({
    database,
    clock,
    options: optionsSchema.parse({ secret: "demo-secret-not-for-production" }),
    ports: {
      log: () => undefined,
      notify: async ({ to }) => {
        if (dead.has(to)) throw new Error("mail-bounced: 550 no such mailbox")
        return { id: "demo" }
      },
      createCustomers: () => Promise.reject(new Error("The demo makes its customers itself.")),
      fillCustomer: () => Promise.reject(new Error("The demo makes its customers itself.")),
      createGroup: () => Promise.reject(new Error("The demo fills no customer groups.")),
      changeGroup: () => Promise.reject(new Error("The demo fills no customer groups.")),
    },
  })
  // Nobody waits at the other end: two large waves instead of fifty small ones.
  Object.assign(marketing.registry.channels.get("email")!, { concurrency: 500 })
  return marketing
}

function movingClock(start: Date) {
  let at = start
  return {
    now: async () => at,
    set: (to: Date) => {
      at = to
    },
  }
}
