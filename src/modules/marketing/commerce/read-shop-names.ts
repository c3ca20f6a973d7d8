import type { ShopThing } from "../../../core/rules/sources"
import type { Database, Sql } from "../database"

/** Where the core keeps what its things are called. What was only imported has its name in our own read model. */
const TABLES: Record<Exclude<ShopThing, "variant">, { table: string; name: string }> = {
  product: { table: "product", name: "title" },
  category: { table: "product_category", name: "name" },
  collection: { table: "product_collection", name: "title" },
  type: { table: "product_type", name: "value" },
  tag: { table: "product_tag", name: "value" },
  sales_channel: { table: "sales_channel", name: "name" },
  stock_location: { table: "stock_location", name: "name" },
  customer_group: { table: "customer_group", name: "name" },
}
const VARIANTS = `select 'variant ' || v.id as id, concat_ws(' · ', p.title, v.title) as name, v.deleted_at is not null as deleted
  from product_variant v left join product p on p.id = v.product_id where v.id = any($ids)`

/** What the store calls these things, by "thing id", also those that are gone. */
export const readShopNames =
  ({ database }: { database: Database }) =>
  async (
    asked: Partial<Record<ShopThing, string[]>>,
    sql: Sql = database,
  ): Promise<Map<string, { name: string; deleted: boolean }>> => {
    const texts: string[] = []
    const values: string[][] = []
    const ask = (ids: string[] | undefined, text: string) => {
      if (!ids?.length) return
      values.push(ids)
      texts.push(text.replace("$ids", `$${values.length}::text[]`))
    }
    ask(asked.variant, VARIANTS)
    for (const [thing, { table, name }] of Object.entries(TABLES))
      ask(
        asked[thing as ShopThing],
        `select '${thing} ' || id as id, ${name} as name, deleted_at is not null as deleted from ${table} where id = any($ids)`,
      )
    if (texts.length === 0) return new Map()
    const rows = await sql.rows<{ id: string; name: string; deleted: boolean }>(
      texts.join(" union all "),
      values,
    )
    return new Map(rows.map((row) => [row.id, row]))
  }

export type ReadShopNames = ReturnType<typeof readShopNames>
