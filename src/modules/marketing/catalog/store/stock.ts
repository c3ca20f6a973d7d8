import type { Sql } from "../../database"

export type StockChange = { product_id: string; variant_id: string; from: number; to: number }

/** Makes our stock say what `stock` (SQL, see catalogNow) says now, and answers what changed; what was not known before did not. */
export const replaceStock = (
  tx: Sql,
  stock: string,
  { now, products }: { now: Date; products: string[] | null },
): Promise<StockChange[]> =>
  tx.rows<StockChange>(
    `with now_is as materialized (${stock}),
     known as materialized (select * from marketing_stock where $1::text[] is null or product_id = any($1)),
     gone as (
       delete from marketing_stock s using known k
        where s.variant_id = k.variant_id and not exists (select 1 from now_is n where n.variant_id = k.variant_id)),
     written as (
       insert into marketing_stock as s (variant_id, product_id, available, changed_at)
       select n.variant_id, n.product_id, n.available, $2
         from now_is n left join known k using (variant_id) where k.available is distinct from n.available
       on conflict (variant_id) do update
         set (product_id, available, changed_at) = (excluded.product_id, excluded.available, excluded.changed_at))
     select n.product_id, n.variant_id, k.available as "from", n.available as "to"
       from now_is n join known k using (variant_id) where k.available <> n.available
      order by 1, 2`,
    [products, now],
  )
