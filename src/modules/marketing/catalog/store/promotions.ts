import type { Sql } from "../../database"

/** Remembers which promotions hold now; answers the ids of those that did not when we looked last. */
export const replacePromotions = async (tx: Sql, ids: string[], now: Date): Promise<Set<string>> => {
  await tx.run("delete from marketing_promotion where not promotion_id = any($1)", [ids])
  const begun = await tx.rows<{ promotion_id: string }>(
    `insert into marketing_promotion (promotion_id, since) select id, $2 from unnest($1::text[]) as id
     on conflict do nothing returning promotion_id`,
    [ids, now],
  )
  return new Set(begun.map((row) => row.promotion_id))
}

export type Target = { attribute: string; values: string[] }

/** What a product is asked for by, in the words of the core's promotions. Its categories include those above. */
const COLUMNS: Record<string, string> = {
  "items.product.id": "array[p.product_id]",
  "items.product.categories.id": "p.category_ids",
  "items.product.collection_id": "array[p.collection_id]",
  "items.product.type_id": "array[p.type_id]",
  "items.product.tags.id": "p.tag_ids",
}

export const canAskFor = (attribute: string): boolean => attribute in COLUMNS

/** Products of the store that are all of this. */
export const selectTargets = async (tx: Sql, targets: Target[]): Promise<string[]> => {
  const asked = targets.map(({ attribute }, index) => `${COLUMNS[attribute]} && $${index + 1}::text[]`)
  const rows = await tx.rows<{ product_id: string }>(
    `select p.product_id from marketing_product p where p.deleted_at is null and ${asked.join(" and ")} order by 1`,
    targets.map((target) => target.values),
  )
  return rows.map((row) => row.product_id)
}
