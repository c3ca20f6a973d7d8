import type { Sql } from "../../database"

export type ProductRow = {
  product_id: string
  title: string
  category_ids: string[]
  collection_id: string | null
  type_id: string | null
  tag_ids: string[]
  deleted_at: Date | null
}

/**
 * Writes products that are new or changed; answers how many known ones belong elsewhere now, or came or went: what rules ask
 * of them. A product keeps its number for ever, since old orders hold it.
 */
export async function upsertProducts(tx: Sql, rows: ProductRow[], now: Date): Promise<number> {
  const written = await tx.one<{ moved: number }>(
    `with data as materialized (
       select product_id, title, category_ids, collection_id, type_id, tag_ids, deleted_at
         from jsonb_populate_recordset(null::marketing_product, $1)),
     moved as (
       select 1 from data d join marketing_product p on p.product_id = d.product_id
        where (p.category_ids, p.collection_id, p.type_id, p.tag_ids, p.deleted_at is null)
          is distinct from (d.category_ids, d.collection_id, d.type_id, d.tag_ids, d.deleted_at is null)),
     changed as (
       update marketing_product p
          set (title, category_ids, collection_id, type_id, tag_ids, deleted_at, updated_at)
            = (d.title, d.category_ids, d.collection_id, d.type_id, d.tag_ids, d.deleted_at, $2)
         from data d
        where d.product_id = p.product_id
          and (p.title, p.category_ids, p.collection_id, p.type_id, p.tag_ids, p.deleted_at)
            is distinct from (d.title, d.category_ids, d.collection_id, d.type_id, d.tag_ids, d.deleted_at)),
     made as (
       insert into marketing_product (product_id, title, category_ids, collection_id, type_id, tag_ids, deleted_at, updated_at)
       select product_id, title, category_ids, collection_id, type_id, tag_ids, deleted_at, $2 from data d
        where not exists (select 1 from marketing_product p where p.product_id = d.product_id)
        order by product_id
       on conflict (product_id) do nothing)
     select count(*) as moved from moved`,
    [JSON.stringify(rows), now],
  )
  return written!.moved
}

export const selectProductNumbers = async (sql: Sql, productIds: string[]): Promise<Map<string, number>> => {
  const rows = await sql.rows<{ product_id: string; product: number }>(
    "select product_id, product from marketing_product where product_id = any($1)",
    [productIds],
  )
  return new Map(rows.map((row) => [row.product_id, row.product]))
}

/** Products that the store no longer has at all; answers how many of them were there. */
export const markProductsGone = (tx: Sql, productIds: string[], now: Date): Promise<number> =>
  tx.run(
    `update marketing_product set deleted_at = $2, updated_at = $2
      where product_id = any($1) and deleted_at is null and source = 'store'`,
    [productIds, now],
  )
