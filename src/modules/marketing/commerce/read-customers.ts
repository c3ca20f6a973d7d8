import type { Sql } from "../database"
import { type CustomerRow, selectCustomers } from "./store/people"

/** A customer of the store, guest or account, deleted or not. */
export type CoreCustomer = CustomerRow

/** Reads customers of the store. Read only. */
export const readCustomers =
  () =>
  (sql: Sql, ids: string[]): Promise<CoreCustomer[]> =>
    ids.length === 0 ? Promise.resolve([]) : selectCustomers(sql, ids)

export type ReadCustomers = ReturnType<typeof readCustomers>
