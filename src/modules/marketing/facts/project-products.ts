import type { NoteChanges } from "../audience/note-changes"
import type { ReadProducts } from "../commerce/read-products"
import type { Sql } from "../database"
import { lockFacts } from "./store/locks"
import { markProductsGone, upsertProducts } from "./store/products"

/** Makes our products say what the store's products say now, deleted ones too, in the caller's transaction. */
export const projectProducts =
  ({ readProducts, noteChanges }: { readProducts: ReadProducts; noteChanges: NoteChanges }) =>
  async (tx: Sql, productIds: string[], now: Date): Promise<void> => {
    const ids = [...new Set(productIds)].sort()
    if (ids.length === 0) return
    await lockFacts(tx, "product", ids)
    const products = await readProducts(tx, ids)
    const moved = await upsertProducts(tx, products, now)
    const there = new Set(products.map((product) => product.product_id))
    const missing = ids.filter((id) => !there.has(id))
    const gone = await markProductsGone(tx, missing, now)
    // Who bought of a category is another question when a product moves, and nobody bought what is no more. Who did what with it
    // stands in too many places to say.
    if (moved + gone > 0) await noteChanges(tx, "anybody", "products")
  }

export type ProjectProducts = ReturnType<typeof projectProducts>
