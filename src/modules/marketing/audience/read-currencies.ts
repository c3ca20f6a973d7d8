import type { Clock } from "../clock"
import type { ReadStoreCurrencies } from "../commerce/read-store-currencies"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"

export type ReadCurrencies = ReturnType<typeof readCurrencies>
type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  readStoreCurrencies: ReadStoreCurrencies
}

/** How soon a currency that somebody bought in for the first time is seen: looking for it reads everybody's totals. */
const LOOK_AGAIN_MS = 60_000

/**
 * Every currency that people have something in: those the store sells in, its default first, then those of purchases and of store
 * credit, imported ones too. A store without any asks in those that points are worth something in.
 */
export const readCurrencies = ({ database, clock, options, readStoreCurrencies }: Parts) => {
  let seen: { at: number; currencies: string[] } | undefined
  return async (): Promise<string[]> => {
    const now = (await clock.now()).getTime()
    if (!seen || Math.abs(now - seen.at) >= LOOK_AGAIN_MS) {
      const rows = await database.rows<{ currency: string }>(
        `select currency from marketing_customer_total group by 1
         union select currency from marketing_store_credit group by 1 order by 1`,
      )
      seen = { at: now, currencies: rows.map(({ currency }) => currency) }
    }
    const found = [...new Set([...(await readStoreCurrencies()), ...seen.currencies])]
    return found.length > 0 ? found : Object.keys(options.point_value)
  }
}
