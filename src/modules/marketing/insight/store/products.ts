import type { Both, ProductSales } from "../../../../core/insight/insight"
import type { Sql } from "../../database"
import { BOTH, type Groups, LIVING, whoSql } from "./groups"

const MOST = 10

type Row = Both & {
  product: number
  product_id: string
  title: string
  in_store: boolean
  /** Null: people of all currencies, each once; else amounts. */
  currency: string | null
}

/** The products that most members bought, with what both groups bought of them. */
export async function readProducts(tx: Sql, groups: Groups): Promise<ProductSales[]> {
  const rows = await tx.rows<Row>(
    `with top as (
       select product, count(*) as buyers
         from (select distinct c.pid, c.product from marketing_segment_member m
                 join marketing_customer_product c on c.pid = m.pid
                where m.segment_no = $1 and ${LIVING}) bought
        group by 1 order by 2 desc, 1 limit ${MOST}),
     who as (${whoSql(groups)}),
     bought as (
       select w.pid, w.ours, w.theirs, c.product, c.currency, c.net
         from marketing_customer_product c join who w on w.pid = c.pid
        where c.product in (select product from top)),
     sold as (
       select product, null as currency, ${BOTH}
         from (select distinct pid, product, ours, theirs from bought) w group by 1
       union all
       select product, currency, coalesce(sum(net) filter (where ours), 0)::bigint, coalesce(sum(net) filter (where theirs), 0)::bigint
         from bought group by 1, 2)
     select s.*, p.product_id, p.title, p.source = 'store' as in_store
       from sold s join top t on t.product = s.product join marketing_product p on p.product = s.product
      order by t.buyers desc, s.product, s.currency nulls first`,
    [groups.segment, groups.compare],
  )
  return rows
    .filter((row) => row.currency === null)
    .map(({ product, product_id, title, in_store, segment, compare }) => ({
      product_id,
      title,
      in_store,
      buyers: { segment, compare },
      amounts: rows.flatMap((row) =>
        row.product === product && row.currency !== null
          ? [{ currency: row.currency, segment: row.segment, compare: row.compare }]
          : [],
      ),
    }))
}
