import { toMinor } from "../../../core/money"
import { catalogEvent } from "../../../extension/starts"
import type { CatalogNow } from "../commerce/catalog-now"
import type { Sql } from "../database"
import type { CatalogNews } from "../occasions/note-catalog"
import { forgetPrices, type PriceDrop, replacePrices } from "./store/prices"

/** A price counts as lower when it was not so low for so long; EU law asks the same of announcements. */
const COMPARED_MS = 30 * 86_400_000

/** Remembers the prices of these products (null: all) as they are now, in the caller's transaction; answers what became cheaper. */
export const comparePrices =
  ({ catalogNow }: { catalogNow: CatalogNow }) =>
  async (tx: Sql, products: string[] | null, now: Date): Promise<CatalogNews[]> => {
    const lowest_since = new Date(now.getTime() - COMPARED_MS)
    const drops = await replacePrices(tx, catalogNow.prices, { now, products, lowest_since })
    await forgetPrices(tx, lowest_since)
    const words = await catalogNow.words(tx, [...new Set(drops.map((drop) => drop.variant_id))])
    const wordsOf = new Map(words.map(({ variant_id, ...said }) => [variant_id, said]))
    return drops.flatMap((drop) => newsOf(drop, wordsOf.get(drop.variant_id) ?? {}, now) ?? [])
  }

export type ComparePrices = ReturnType<typeof comparePrices>

/** null for amounts that are too large to count exactly, or differ by less than the currency's smallest coin. */
function newsOf(drop: PriceDrop, words: object, now: Date): CatalogNews | null {
  const { product_id, variant_id, currency, audience, region, price_list_id } = drop
  const [from, to] = [toMinor(drop.from, currency), toMinor(drop.to, currency)]
  if (from === null || to === null || from <= to) return null
  const props = {
    about: product_id,
    product_id,
    variant_id,
    ...words,
    currency,
    old_price: from,
    new_price: to,
    percent: Math.floor(((from - to) * 100) / from),
    price_list_id,
    ...(region && { region_id: region }),
  }
  return {
    of: "price",
    about: product_id,
    product_id,
    variant_id,
    currency,
    audience,
    region,
    regions: null,
    countries: null,
    weight: Math.floor(((from - to) * 10_000) / from),
    event: { name: catalogEvent("price"), at: now, amount: to, currency, trusted: true, props },
  }
}
