import type { ExecArgs } from "@medusajs/framework/types"
import type { Clock } from "../../src/modules/marketing/clock"
import { createMarketing, type Marketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { optionsSchema } from "../../src/modules/marketing/options"
import { makeBehaviour } from "./behaviour"
import { shelves } from "./catalogue"
import { type Chance, seededChance } from "./chance"
import { furnish, hireAdmin, openAccount } from "./furnish"
import { knowPeople, recordBehaviour } from "./know-people"
import { addOrders, dateShelves, liveAYear } from "./live-a-year"
import { makePeople, SHOPPER } from "./people"
import { stepsOf } from "./steps"
import { stockShelves } from "./stock-shelves"
import {
  buyers,
  COUPON,
  fillPurse,
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
 * Fills an empty store with a year of life that ends now: `medusa exec ./scripts/seed/demo.ts`. The same people, orders
 * and events at every first start, only the dates move. A start that was broken off goes on where it stopped.
 */
export default async function seedDemo({ container }: ExecArgs): Promise<void> {
  const database = connectDatabase(process.env.DATABASE_URL!, { size: 4 })
  try {
    const steps = await stepsOf(database)
    const shop = await furnish(container)
    await hireAdmin(container)
    const chance = seededChance(20_261_101)
    const wares = await stockShelves(container, shop, chance)
    const { today } = steps
    const people = makePeople(chance, PEOPLE, today, shelves.length)
    const orders = makeOrders(chance, people, wares, today)
    const carts = makeCarts(chance, people, wares, today, CARTS)
    const life = { people, orders, carts }
    const behaviour = makeBehaviour(chance, life, wares, today)
    const clock = movingClock(today)
    const marketing = quietMarketing(database, clock, chance)

    await steps.once(`${people.length} customers, ${orders.length} orders`, "life", async () => {
      await dateShelves(database, new Date(today.getTime() - 900 * DAY_MS))
      await liveAYear(database, shop, life)
    })
    await steps.once("read model", "facts", () => marketing.rebuildReadModel())
    await steps.once("profiles and consents", "profiles", () => knowPeople(marketing, people, chance))
    await steps.once(`${behaviour.length} storefront events`, "behaviour", () =>
      recordBehaviour(marketing, behaviour),
    )

    clock.set(new Date(Math.floor(today.getTime() / DAY_MS - STARTED_DAYS_AGO) * DAY_MS + 9 * HOUR_MS))
    const coupon = await makeCoupon(container, marketing)
    await steps.once("segments", "segments", () => makeSegments(marketing))
    await steps.once(`a plan, ${STARTED_DAYS_AGO} days ago`, "plan", () => runPlan(marketing, coupon.id))
    await steps.once("opened and clicked mails", "mails", () => readMails(marketing, clock, chance))
    await steps.once("orders with the coupon, some paid with points", "answers", async () => {
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
    await steps.once("segments of today", "fresh", async () => {
      for (const { id } of await database.rows<{ id: string }>("select id from marketing_segment"))
        await marketing.refreshSegment({ segment_id: id })
    })
  } finally {
    await database.close()
  }
}

/** The module by itself: nothing leaves the machine. One address in sixty does not exist any more. */
const quietMarketing = (database: Database, clock: Clock, chance: Chance): Marketing =>
  createMarketing({
    database,
    clock,
    options: optionsSchema.parse({ secret: "demo-secret-not-for-production" }),
    ports: {
      log: () => undefined,
      notify: async () => {
        if (chance.happens(1 / 60)) throw new Error("mail-bounced: 550 no such mailbox")
        return { id: "demo" }
      },
      createCustomers: () => Promise.reject(new Error("The demo makes its customers itself.")),
      fillCustomer: () => Promise.reject(new Error("The demo makes its customers itself.")),
    },
  })

function movingClock(start: Date) {
  let at = start
  return {
    now: async () => at,
    set: (to: Date) => {
      at = to
    },
  }
}
