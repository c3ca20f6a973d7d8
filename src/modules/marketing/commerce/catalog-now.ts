import type { Sql } from "../database"
import { COUNTRY_OF, PRICES_NOW, REGION_OF } from "./store/prices"
import { selectVariantWords, type VariantWords } from "./store/products"
import { type PromotionRow, selectPromotionsNow } from "./store/promotions"
import { STOCK_NOW } from "./store/stock"

export type CorePromotion = PromotionRow
export type { VariantWords }

/**
 * What the catalogue is now. Prices and stock are texts of SQL, not rows: there may be a million, and whoever compares them does so inside
 * the database. Read only.
 */
export const catalogNow = () => ({
  /** (product_id, variant_id, currency, audience, region, amount, price_list_id); `$1` = now, `$2` = product ids or null. */
  prices: PRICES_NOW,
  /** SQL of where the person of the row `p` of marketing_profile buys, or null. */
  region_of: REGION_OF,
  /** SQL of where that person has things sent, or null. */
  country_of: COUNTRY_OF,
  /** (product_id, variant_id, available); `$1` = product ids or null. */
  stock: STOCK_NOW,
  words: (sql: Sql, variantIds: string[]): Promise<VariantWords[]> => selectVariantWords(sql, variantIds),
  promotions: (sql: Sql, now: Date): Promise<CorePromotion[]> => selectPromotionsNow(sql, now),
})

export type CatalogNow = ReturnType<typeof catalogNow>
