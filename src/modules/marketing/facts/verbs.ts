import { appendToInbox } from "./append-to-inbox"
import { backfill } from "./backfill"
import { drainInbox } from "./drain-inbox"
import { ensureMonths } from "./ensure-months"
import { giveToCustomer } from "./give-to-customer"
import { hearStorefront } from "./hear-storefront"
import { keepFloodsOut } from "./keep-floods-out"
import { keepHouse } from "./keep-house"
import { numberFacts } from "./number-facts"
import { projectCarts } from "./project-carts"
import { projectCustomers } from "./project-customers"
import { projectOrders } from "./project-orders"
import { projectProducts } from "./project-products"
import { rebuildReadModel } from "./rebuild-read-model"
import { reconcile } from "./reconcile"
import { recordEvents } from "./record-events"
import { refreshRollups } from "./refresh-rollups"
import { listStuckNews, retryStuckNews } from "./stuck-news"
import { syncCarts } from "./sync-carts"
import { syncCustomers } from "./sync-customers"
import { syncOrders } from "./sync-orders"
import { syncProducts } from "./sync-products"
import { takeInEvents } from "./take-in-events"
import { writeDeeds } from "./write-deeds"

/** The verbs of this area by name, as the container registers them. */
export const factsVerbs = {
  appendToInbox,
  backfill,
  drainInbox,
  ensureMonths,
  giveToCustomer,
  hearStorefront,
  keepFloodsOut,
  keepHouse,
  numberFacts,
  projectCarts,
  projectCustomers,
  projectOrders,
  projectProducts,
  rebuildReadModel,
  reconcile,
  recordEvents,
  refreshRollups,
  listStuckNews,
  retryStuckNews,
  syncCarts,
  syncCustomers,
  syncOrders,
  syncProducts,
  takeInEvents,
  writeDeeds,
}
