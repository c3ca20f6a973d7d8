import type { NoteChanges } from "../audience/note-changes"
import type { ReadProducts } from "../commerce/read-products"
import type { Sql } from "../database"
import { lockFacts } from "./store/locks"
import { upsertProducts } from "./store/products"

/** Makes our products say what the store's products say now, in the caller's transaction. */
export const projectProducts =
  ({ readProducts, noteChanges }: { readProducts: ReadProducts; noteChanges: NoteChanges }) =>
  async (tx: Sql, productIds: string[], now: Date): Promise<void> => {
    const ids = [...new Set(productIds)].sort()
    if (ids.length === 0) return
    await lockFacts(tx, "product", ids)
    const changed = await upsertProducts(tx, await readProducts(tx, ids), now)
    // Who bought of a category is another question when a product moves.
    if (changed > 0) await noteChanges(tx, "anybody")
  }

export type ProjectProducts = ReturnType<typeof projectProducts>
