import type { Clock } from "../clock"
import type { Database } from "../database"
import type { NoteCatalog, ReadCatalogWatchers } from "../occasions/note-catalog"
import type { FailPoint } from "../ports"
import type { ComparePrices } from "./compare-prices"
import type { ComparePromotions } from "./compare-promotions"
import type { CompareStock } from "./compare-stock"
import { hasLooked, isAnyDue, ownCatalog, takeDue } from "./store/due"

/** Products looked at in one transaction when the store said that something about them changed. */
const BATCH = 500

type Parts = {
  database: Database
  clock: Clock
  failPoint: FailPoint
  comparePrices: ComparePrices
  compareStock: CompareStock
  comparePromotions: ComparePromotions
  noteCatalog: NoteCatalog
  readCatalogWatchers: ReadCatalogWatchers
}

/**
 * Compares the catalogue with what it was when we looked last, remembers it, and keeps an occasion for everybody whom the
 * difference concerns: in one transaction, so that each change is told once, whoever dies when. What is there at the first look is no
 * news. One process looks at a time; `whole` looks at everything, as the event bus loses events and price lists and campaigns
 * begin by date, without it only at products of which the store said something. Answers true when more is waiting.
 */
export const lookAtCatalog =
  (parts: Parts) =>
  async ({ whole }: { whole: boolean }): Promise<boolean> => {
    const { database, clock, readCatalogWatchers } = parts
    if (!whole && !(await isAnyDue(database))) return false
    const now = await clock.now()
    const watchers = await readCatalogWatchers(now)
    const looked = await database.transaction(async (tx) => {
      if (!(await ownCatalog(tx))) return false
      const products = whole ? null : await takeDue(tx, BATCH)
      if (products?.length === 0) return false
      const prices = await parts.comparePrices(tx, products, now)
      const news = [...prices, ...(await parts.compareStock(tx, products, now))]
      await parts.noteCatalog(tx, watchers, news, now)
      await parts.failPoint("catalog.beforeCommit")
      return true
    })
    if (!looked || !whole) return looked
    // For itself: a promotion for everything concerns everybody, and must not hold up what became of one product.
    await database.transaction(async (tx) => {
      if (!(await ownCatalog(tx))) return
      const begun = await parts.comparePromotions(tx, now)
      // What holds at the first look is nothing new.
      if (await hasLooked(tx, now)) await parts.noteCatalog(tx, watchers, begun, now)
      await parts.failPoint("catalog.beforeCommit")
    })
    return false
  }
