import { customerCreated } from "../../../ingest/customer-events"
import { profileOfCustomer } from "../../../ingest/customer-profile"
import type { NoteChanges } from "../audience/note-changes"
import type { ReadCustomers } from "../commerce/read-customers"
import type { ReadStoreCredits } from "../commerce/read-store-credits"
import type { Sql } from "../database"
import type { RecordEvents } from "./record-events"
import { lockFacts } from "./store/locks"
import { markGone, selectPids, upsertProfiles } from "./store/profiles"
import { replaceStoreCredits } from "./store/store-credits"

type Parts = {
  readCustomers: ReadCustomers
  readStoreCredits: ReadStoreCredits
  recordEvents: RecordEvents
  noteChanges: NoteChanges
}

/**
 * Makes the profiles of these customers say what the store's customer rows (and their store credit) say now, in the caller's transaction.
 * A guest is a person too. Answers their pids.
 */
export const projectCustomers =
  ({ readCustomers, readStoreCredits, recordEvents, noteChanges }: Parts) =>
  async (tx: Sql, customerIds: string[], now: Date): Promise<Map<string, number>> => {
    const ids = [...new Set(customerIds)].sort()
    if (ids.length === 0) return new Map()
    await lockFacts(tx, "customer", ids)
    const customers = await readCustomers(tx, ids)
    const come = await upsertProfiles(
      tx,
      customers.map(({ metadata, created_at, ...customer }) => ({
        ...customer,
        ...profileOfCustomer({ email: customer.email, metadata }),
        became_customer_at: created_at,
      })),
      now,
    )
    const there = new Set(customers.map((customer) => customer.customer_id))
    const gone = await markGone(
      tx,
      ids.filter((id) => !there.has(id)),
      now,
    )
    const pids = await selectPids(tx, ids)
    const credits = await readStoreCredits(tx, ids)
    await replaceStoreCredits(
      tx,
      [...pids.values()],
      credits.map(({ customer_id, ...credit }) => ({ ...credit, pid: pids.get(customer_id)! })),
    )
    await recordEvents(
      tx,
      customers.map((customer) => customerCreated({ ...customer, pid: pids.get(customer.customer_id)! })),
    )
    await noteChanges(tx, [...come, ...gone], "people")
    await noteChanges(tx, [...pids.values()])
    return pids
  }

export type ProjectCustomers = ReturnType<typeof projectCustomers>
