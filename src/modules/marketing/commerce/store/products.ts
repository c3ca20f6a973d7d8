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
 * Products, deleted ones too (old orders hold them), with their categories and all categories above (`mpath`). What they are
 * in that was deleted itself, they are in no longer: the core leaves the links.
 */
export const selectProducts = (sql: Sql, ids: string[]) =>
  sql.rows<ProductRow>(
    `select p.id as product_id, p.title, p.deleted_at,
            (select c.id from product_collection c where c.id = p.collection_id and c.deleted_at is null) as collection_id,
            (select t.id from product_type t where t.id = p.type_id and t.deleted_at is null) as type_id,
            coalesce((
              select array_agg(distinct above order by above)
                from product_category_product link
                join product_category c on c.id = link.product_category_id and c.deleted_at is null
               cross join lateral unnest(string_to_array(c.mpath, '.') || c.id) as above
               where link.product_id = p.id and above <> '' and not exists (
                 select 1 from product_category gone where gone.id = above and gone.deleted_at is not null)), '{}') as category_ids,
            coalesce((
              select array_agg(t.id order by t.id)
                from product_tags link join product_tag t on t.id = link.product_tag_id and t.deleted_at is null
               where link.product_id = p.id), '{}') as tag_ids
       from product p
      where p.id = any($1)
      order by p.id`,
    [ids],
  )

/** What a variant is called, and where its product's page is, for messages. */
export type VariantWords = {
  variant_id: string
  title: string
  variant_title: string
  handle: string
  thumbnail: string | null
}

export const selectVariantWords = (sql: Sql, variantIds: string[]) =>
  sql.rows<VariantWords>(
    `select v.id as variant_id, p.title, v.title as variant_title, p.handle, coalesce(v.thumbnail, p.thumbnail) as thumbnail
       from product_variant v join product p on p.id = v.product_id where v.id = any($1)`,
    [variantIds],
  )
