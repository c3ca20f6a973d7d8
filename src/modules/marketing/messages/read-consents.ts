import { Missing } from "../../../core/problem"
import type { Database } from "../database"
import { type ConsentRow, selectConsents } from "./store/consents"
import { findPersonByCustomer } from "./store/people"

export type Consent = Omit<ConsentRow, "pid"> & { customer_id: string }

/** Everything a customer answered, by channel and topic. Throws Missing. */
export const readConsents =
  ({ database }: { database: Database }) =>
  async ({ customer_id }: { customer_id: string }): Promise<Consent[]> => {
    const person = await findPersonByCustomer(database, customer_id)
    if (!person) throw new Missing("customer", customer_id)
    const consents = await selectConsents(database, person.pid)
    return consents.map((consent) => ({ customer_id, ...consent }))
  }

export type ReadConsents = ReturnType<typeof readConsents>
