import type { ExecArgs } from "@medusajs/framework/types"
import { connectDatabase } from "../../src/modules/marketing/database"
import { shelves } from "./catalogue"
import { seededChance } from "./chance"
import { furnish, hireAdmin } from "./furnish"
import { dateShelves, liveAYear } from "./live-a-year"
import { makePeople } from "./people"
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
  const database = connectDatabase(process.env.DATABASE_URL!, { size: 2 })
  const step = async (what: string, work: () => Promise<unknown>) => {
    const since = performance.now()
    await work()
    console.log(`seed: ${what} in ${((performance.now() - since) / 1000).toFixed(1)} s`)
  }
  const today = new Date()
  const shop = await furnish(container)
  await hireAdmin(container)
  const chance = seededChance(20_261_101)
  const wares = await stockShelves(container, shop, chance)
  const people = makePeople(chance, PEOPLE, today, shelves.length)
  const orders = makeOrders(chance, people, wares, today)
  const carts = makeCarts(chance, people, wares, today, CARTS)
  const lived = await database.one(`select 1 from "order" limit 1`)
  if (!lived) {
    await step(`${people.length} customers, ${orders.length} orders`, async () => {
      await dateShelves(database, new Date(today.getTime() - 900 * DAY_MS))
      await liveAYear(database, shop, { people, orders, carts })
    })
  }
  await database.close()
}
