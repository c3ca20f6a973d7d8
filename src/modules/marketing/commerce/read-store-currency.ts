import type { Database } from "../database"
import type { MarketingOptions } from "../options"

type Parts = { database: Database; options: MarketingOptions }

/** The store's default currency; of a store that has none yet, the first one points are worth something in. */
export const readStoreCurrency =
  ({ database, options }: Parts) =>
  async (): Promise<string> => {
    const found = await database.one<{ currency: string }>(
      `select lower(currency_code) as currency from store_currency
        where deleted_at is null order by is_default desc, currency_code limit 1`,
    )
    return found?.currency ?? Object.keys(options.point_value)[0] ?? "eur"
  }

export type ReadStoreCurrency = ReturnType<typeof readStoreCurrency>
