import type { Sql } from "../database"
import { exactMinor } from "./decimal"
import { hasStoreCredit, selectStoreCredits } from "./store/store-credit"

/** Somebody's store credit in one currency, in minor units. */
export type StoreCredit = {
  customer_id: string
  currency: string
  balance: number
  /** Paid in, and how often: what orders gave back is none of it. */
  topped_up: number
  top_ups: number
}

/** The store credit of these customers; none where the official loyalty plugin is not installed. Read only. */
export const readStoreCredits =
  () =>
  async (sql: Sql, customerIds: string[]): Promise<StoreCredit[]> => {
    if (customerIds.length === 0 || !(await hasStoreCredit(sql))) return []
    const rows = await selectStoreCredits(sql, customerIds)
    return rows.map((row) => ({
      ...row,
      balance: exactMinor(row.balance, row.currency),
      topped_up: exactMinor(row.topped_up, row.currency),
    }))
  }

export type ReadStoreCredits = ReturnType<typeof readStoreCredits>
