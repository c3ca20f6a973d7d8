import type { Clock } from "../clock"
import type { Database } from "../database"
import { inBatches } from "./in-batches"
import type { ProjectCustomers } from "./project-customers"

/** Reads these customers of the store again and writes their profiles. Harmless when repeated. */
export const syncCustomers = ({
  database,
  clock,
  projectCustomers,
}: {
  database: Database
  clock: Clock
  projectCustomers: ProjectCustomers
}) => inBatches({ database, clock }, projectCustomers)

export type SyncCustomers = ReturnType<typeof syncCustomers>
