import type { Clock } from "../clock"
import type { Database } from "../database"
import { inBatches } from "./in-batches"
import type { ProjectOrders } from "./project-orders"

/**
 * Reads these orders of the store again and writes what follows from them: our orders and lines, events, sums, benefits
 * settled, attribution. Harmless when repeated.
 */
export const syncOrders = ({
  database,
  clock,
  projectOrders,
}: {
  database: Database
  clock: Clock
  projectOrders: ProjectOrders
}) => inBatches({ database, clock }, projectOrders)

export type SyncOrders = ReturnType<typeof syncOrders>
