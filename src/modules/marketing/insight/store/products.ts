import type { ProductSales } from "../../../../core/insight/insight"
import type { Sql } from "../../database"
import { type Groups, LIVING, whoSql } from "./groups"

const MOST = 10

/** Of one product in one currency. Who bought it in several is counted with the first of them. */
type Sold = {
  product: number
  currency: string
  segment: number
  compare: number
  segment_net: number
  compare_net: number
}

/** The products that most members bought, with what both groups bought of them. */
export async function readProducts(tx: Sql, groups: Groups): Promise<ProductSales[]> {
  const top = await topProducts(tx, groups.segment)
  const sold = await tx.rows<Sold>(
    `with who as (${whoSql(groups)}),
     bought as (
       select w.ours, w.theirs, c.product, c.currency, c.net,
              row_number() over (partition by c.product, c.pid order by c.currency) = 1 as first
         from marketing_customer_product c join who w on w.pid = c.pid
        where c.product = any($3::int[]))
     select product, currency,
            count(*) filter (where ours and first) as segment, count(*) filter (where theirs and first) as compare,
            coalesce(sum(net) filter (where ours), 0)::bigint as segment_net,
            coalesce(sum(net) filter (where theirs), 0)::bigint as compare_net
       from bought group by 1, 2 order by 1, 2`,
    [groups.segment, groups.compare, top.map(({ product }) => product)],
  )
  return top.map(({ product, ...named }) => {
    const parts = sold.filter((one) => one.product === product)
    return {
      ...named,
      buyers: {
        segment: parts.reduce((sum, one) => sum + one.segment, 0),
        compare: parts.reduce((sum, one) => sum + one.compare, 0),
      },
      amounts: parts.map(({ currency, segment_net, compare_net }) => ({
        currency,
        segment: segment_net,
        compare: compare_net,
      })),
    }
  })
}

type Named = Pick<ProductSales, "product_id" | "title" | "in_store"> & { product: number }

const topProducts = (tx: Sql, segment: number): Promise<Named[]> =>
  tx.rows<Named>(
    `select p.product, p.product_id, p.title, p.source = 'store' as in_store
       from (select product, count(*) as buyers
               from (select distinct c.pid, c.product from marketing_segment_member m
                       join marketing_customer_product c on c.pid = m.pid
                      where m.segment_no = $1 and ${LIVING}) bought
              group by 1 order by 2 desc, 1 limit ${MOST}) top
       join marketing_product p on p.product = top.product
      order by top.buyers desc, p.product`,
    [segment],
  )
