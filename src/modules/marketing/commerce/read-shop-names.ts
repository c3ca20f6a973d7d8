import type { Database } from "../database"

/** What the store calls these categories and sales channels, by "thing id", also those that are gone. */
export const readShopNames =
  ({ database }: { database: Database }) =>
  async (asked: {
    category: string[]
    sales_channel: string[]
  }): Promise<Map<string, { name: string; deleted: boolean }>> => {
    if (asked.category.length + asked.sales_channel.length === 0) return new Map()
    const rows = await database.rows<{ id: string; name: string; deleted: boolean }>(
      `select 'category ' || id as id, name, deleted_at is not null as deleted
         from product_category where id = any($1::text[])
       union all
       select 'sales_channel ' || id, name, deleted_at is not null from sales_channel where id = any($2::text[])`,
      [asked.category, asked.sales_channel],
    )
    return new Map(rows.map((row) => [row.id, row]))
  }

export type ReadShopNames = ReturnType<typeof readShopNames>
