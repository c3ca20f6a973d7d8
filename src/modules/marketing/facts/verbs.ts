import { ensureMonths } from "./ensure-months"
import { numberFacts } from "./number-facts"
import { projectCustomers } from "./project-customers"
import { projectOrders } from "./project-orders"
import { projectProducts } from "./project-products"
import { recordEvents } from "./record-events"
import { refreshRollups } from "./refresh-rollups"
import { syncCustomers } from "./sync-customers"
import { syncOrders } from "./sync-orders"
import { syncProducts } from "./sync-products"

/** The verbs of this area by name, as the container registers them. */
export const factsVerbs = {
  ensureMonths,
  numberFacts,
  projectCustomers,
  projectOrders,
  projectProducts,
  recordEvents,
  refreshRollups,
  syncCustomers,
  syncOrders,
  syncProducts,
}
