import type { Sql } from "../../database"

export type ProductRow = {
  product_id: string
  title: string
  category_ids: string[]
  collection_id: string | null
  type_id: string | null
  tag_ids: string[]
}

/** Products, deleted ones too (old orders hold them), with their categories and all categories above (`mpath`). */
export const selectProducts = (sql: Sql, ids: string[]) =>
  sql.rows<ProductRow>(
    `select p.id as product_id, p.title, p.collection_id, p.type_id,
            coalesce((
              select array_agg(distinct above order by above)
                from product_category_product link
                join product_category c on c.id = link.product_category_id and c.deleted_at is null
               cross join lateral unnest(string_to_array(c.mpath, '.') || c.id) as above
               where link.product_id = p.id and above <> ''), '{}') as category_ids,
            coalesce((
              select array_agg(t.product_tag_id order by t.product_tag_id)
                from product_tags t where t.product_id = p.id), '{}') as tag_ids
       from product p
      where p.id = any($1)
      order by p.id`,
    [ids],
  )
