import type { Database, Sql } from "../database"

/** The currencies that the store sells in, its default first. */
export const readStoreCurrencies =
  ({ database }: { database: Database }) =>
  async (sql: Sql = database): Promise<string[]> => {
    const rows = await sql.rows<{ currency: string }>(
      `select lower(currency_code) as currency from store_currency
        where deleted_at is null order by is_default desc, currency_code`,
    )
    return [...new Set(rows.map(({ currency }) => currency))]
  }

export type ReadStoreCurrencies = ReturnType<typeof readStoreCurrencies>
