import { Missing } from "../../../core/problem"
import type { Database } from "../database"
import { pidOf } from "./store/people"

/**
 * The number under which a customer's benefits are kept. Someone who registered this very moment may not be in the read
 * model yet: then they are read from the store first. Throws Missing when the store has no such customer.
 */
export const findPerson =
  ({
    database,
    syncCustomers,
  }: {
    database: Database
    syncCustomers: (customerIds: string[]) => Promise<unknown>
  }) =>
  async (customer_id: string): Promise<number> => {
    const known = await pidOf(database, customer_id)
    if (known !== undefined) return known
    await syncCustomers([customer_id])
    const found = await pidOf(database, customer_id)
    if (found === undefined) throw new Missing("customer", customer_id)
    return found
  }

export type FindPerson = ReturnType<typeof findPerson>
