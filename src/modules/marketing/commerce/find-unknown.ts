import type { Database } from "../database"

type Named = { currencies: string[]; products: string[]; categories: string[] }

/** Those of these that the store does not have (any more), and currencies in which it does not sell. Read only. */
export const findUnknown =
  ({ database }: { database: Database }) =>
  async ({ currencies, products, categories }: Named): Promise<Named> => {
    const [found] = await database.rows<Named>(
      `select
         array(select * from unnest($1::text[]) except (
           select lower(currency_code) from store_currency where deleted_at is null
           union all select lower(currency_code) from region where deleted_at is null)) as currencies,
         array(select * from unnest($2::text[]) except select id from product where deleted_at is null) as products,
         array(select * from unnest($3::text[]) except select id from product_category where deleted_at is null) as categories`,
      [currencies, products, categories],
    )
    return found!
  }

export type FindUnknown = ReturnType<typeof findUnknown>
