import type { Clock } from "../clock"
import type { Database } from "../database"
import { inBatches } from "./in-batches"
import type { ProjectProducts } from "./project-products"

/** Reads these products of the store again. Harmless when repeated. */
export const syncProducts = ({
  database,
  clock,
  projectProducts,
}: {
  database: Database
  clock: Clock
  projectProducts: ProjectProducts
}) => inBatches({ database, clock }, projectProducts)

export type SyncProducts = ReturnType<typeof syncProducts>
