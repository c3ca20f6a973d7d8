import { catalogEvent } from "../../../extension/starts"
import type { CatalogNow } from "../commerce/catalog-now"
import type { Sql } from "../database"
import type { CatalogNews } from "../occasions/note-catalog"
import { replaceStock } from "./store/stock"

/** Remembers the stock of these products (null: all) as it is now, in the caller's transaction; answers what changed. */
export const compareStock =
  ({ catalogNow }: { catalogNow: CatalogNow }) =>
  async (tx: Sql, products: string[] | null, now: Date): Promise<CatalogNews[]> => {
    const changes = await replaceStock(tx, catalogNow.stock, { now, products })
    const words = await catalogNow.words(
      tx,
      changes.map((change) => change.variant_id),
    )
    const wordsOf = new Map(words.map(({ variant_id, ...said }) => [variant_id, said]))
    return changes.map(({ product_id, variant_id, from: before, to: available }): CatalogNews => {
      const said = wordsOf.get(variant_id)
      const props = { about: product_id, product_id, variant_id, ...said, before, available }
      return {
        of: "stock",
        about: product_id,
        product_id,
        variant_id,
        currency: null,
        audience: null,
        region: null,
        regions: null,
        countries: null,
        weight: available,
        event: { name: catalogEvent("stock"), at: now, amount: null, currency: null, trusted: true, props },
      }
    })
  }

export type CompareStock = ReturnType<typeof compareStock>
