import type { ExecArgs } from "@medusajs/framework/types"
import { createMarketing, type Marketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase } from "../../src/modules/marketing/database"
import { optionsSchema } from "../../src/modules/marketing/options"
import { makeBehaviour } from "./behaviour"
import { shelves } from "./catalogue"
import { seededChance } from "./chance"
import { furnish, hireAdmin } from "./furnish"
import { knowPeople, recordBehaviour } from "./know-people"
import { dateShelves, liveAYear } from "./live-a-year"
import { makePeople } from "./people"
import { stepsOf } from "./steps"
import { stockShelves } from "./stock-shelves"
import { makeCarts, makeOrders } from "./year"

const PEOPLE = 3400
const CARTS = 160
const DAY_MS = 86_400_000

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
    const marketing = readMarketing(database)

    await steps.once(`${people.length} customers, ${orders.length} orders`, "life", async () => {
      await dateShelves(database, new Date(today.getTime() - 900 * DAY_MS))
      await liveAYear(database, shop, life)
    })
    await steps.once("read model", "facts", () => fillReadModel(marketing))
    await steps.once("profiles and consents", "profiles", () => knowPeople(marketing, people, chance))
    await steps.once(`${behaviour.length} storefront events`, "behaviour", () =>
      recordBehaviour(marketing, behaviour),
    )
  } finally {
    await database.close()
  }
}

/** The module by itself, with nothing that could reach the outside. */
const readMarketing = (database: Parameters<typeof createMarketing>[0]["database"]): Marketing =>
  createMarketing({
    database,
    options: optionsSchema.parse({ secret: "demo-secret-not-for-production" }),
    ports: {
      log: () => undefined,
      notify: async () => ({ id: "demo" }),
      createCustomers: () => Promise.reject(new Error("The demo makes its customers itself.")),
    },
  })

async function fillReadModel(marketing: Marketing): Promise<void> {
  const ids = async (text: string) =>
    (await marketing.database.rows<{ id: string }>(text)).map((row) => row.id)
  await marketing.syncProducts(await ids("select id from product"))
  await marketing.syncCustomers(await ids("select id from customer"))
  await marketing.syncOrders(await ids(`select id from "order"`))
}
