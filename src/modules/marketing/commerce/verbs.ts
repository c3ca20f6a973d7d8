import { findCoreCustomers } from "./find-core-customers"
import { readCustomers } from "./read-customers"
import { readOrders } from "./read-orders"
import { readProducts } from "./read-products"

/** The only room that reads the store's own tables. Its verbs by name, as the container registers them. */
export const commerceVerbs = { findCoreCustomers, readCustomers, readOrders, readProducts }
