import type { ReadProducts } from "../commerce/read-products"
import type { Sql } from "../database"
import { lockFacts } from "./store/locks"
import { upsertProducts } from "./store/products"

/** Makes our products say what the store's products say now, in the caller's transaction. */
export const projectProducts =
  ({ readProducts }: { readProducts: ReadProducts }) =>
  async (tx: Sql, productIds: string[], now: Date): Promise<void> => {
    const ids = [...new Set(productIds)].sort()
    if (ids.length === 0) return
    await lockFacts(tx, "product", ids)
    await upsertProducts(tx, await readProducts(tx, ids), now)
  }

export type ProjectProducts = ReturnType<typeof projectProducts>
