import type { Sql } from "../database"
import { type ProductRow, selectProducts } from "./store/products"

/** A product with every category it is in, directly or above. */
export type CoreProduct = ProductRow

/** Reads products of the store. Read only. */
export const readProducts =
  () =>
  (sql: Sql, ids: string[]): Promise<CoreProduct[]> =>
    ids.length === 0 ? Promise.resolve([]) : selectProducts(sql, ids)

export type ReadProducts = ReturnType<typeof readProducts>
