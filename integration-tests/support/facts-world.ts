import { projectOrders } from "../../src/modules/marketing/facts/project-orders"
import { syncOrders } from "../../src/modules/marketing/facts/sync-orders"
import type { World } from "./world"

/** `syncOrders` with its neighbours seen from outside: what benefits were told to settle, and when. */
export function watchedSync(world: World) {
  const { database, clock, marketing } = world
  const settled: string[][] = []
  const sync = syncOrders({
    database,
    clock,
    projectOrders: projectOrders({
      readOrders: marketing.readOrders,
      numberFacts: marketing.numberFacts,
      recordEvents: marketing.recordEvents,
      refreshRollups: marketing.refreshRollups,
      attributeOrders: marketing.attributeOrders,
      settleOrders: async (_tx, orders) => {
        settled.push(orders.map((order) => order.order_id))
      },
    }),
  })
  return { sync, settled }
}
