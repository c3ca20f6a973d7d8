import type { Clock } from "../clock"
import type { Database } from "../database"
import { inBatches } from "./in-batches"
import type { ProjectCarts } from "./project-carts"

/** Reads these carts of the store again: open ones are kept, the others leave. Harmless when repeated. */
export const syncCarts = ({
  database,
  clock,
  projectCarts,
}: {
  database: Database
  clock: Clock
  projectCarts: ProjectCarts
}) => inBatches({ database, clock }, projectCarts)

export type SyncCarts = ReturnType<typeof syncCarts>
