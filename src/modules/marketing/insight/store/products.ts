import type { ProductSales } from "../../../../core/insight/insight"
import type { Sql } from "../../database"
import { type Groups, LIVING, rowsSql } from "./groups"

const MOST = 10
/** One in so many of all people: a segment of more is large. */
const LARGE = 10
/** Of a large segment, the ten are nearly always among so many that most people bought. */
const CANDIDATES = 15

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
  const sold =
    (await soldOfFavourites(tx, groups)) ??
    (await readSold(tx, groups, await topProducts(tx, groups.segment)))
  const top = favouritesOf(sold)
  const named = await tx.rows<Named>(
    "select product, product_id, title, source = 'store' as in_store from marketing_product where product = any($1::int[])",
    [top.map(({ product }) => product)],
  )
  return top.flatMap(({ product, parts, buyers }) => {
    const name = named.find((one) => one.product === product)
    if (!name) return []
    const { product_id, title, in_store } = name
    const amounts = parts.map(({ currency, segment_net, compare_net }) => ({
      currency,
      segment: segment_net,
      compare: compare_net,
    }))
    return [{ product_id, title, in_store, buyers, amounts }]
  })
}

type Named = Pick<ProductSales, "product_id" | "title" | "in_store"> & { product: number }

/** By how many members bought them. */
function favouritesOf(sold: Sold[]) {
  const products = [...new Set(sold.map(({ product }) => product))].map((product) => {
    const parts = sold.filter((one) => one.product === product)
    const sum = (group: "segment" | "compare") => parts.reduce((all, one) => all + one[group], 0)
    return { product, parts, buyers: { segment: sum("segment"), compare: sum("compare") } }
  })
  return products
    .filter(({ buyers }) => buyers.segment > 0)
    .sort((a, b) => b.buyers.segment - a.buyers.segment || a.product - b.product)
    .slice(0, MOST)
}

/**
 * A large segment's favourites are sought among the store's: no product has more buyers in a segment than in the store.
 * Null where that does not settle it.
 */
async function soldOfFavourites(tx: Sql, groups: Groups): Promise<Sold[] | null> {
  const large = await tx.one<{ yes: boolean }>(
    `select ${LARGE} * (select count(*) from marketing_segment_member where segment_no = $1)
                   > (select count(*) from marketing_profile) as yes`,
    [groups.segment],
  )
  if (!large!.yes) return null
  const store = await tx.rows<{ product: number; buyers: number }>(
    `select product, count(*) as buyers from marketing_customer_product group by 1 order by 2 desc, 1 limit ${CANDIDATES + 1}`,
  )
  const sold = await readSold(
    tx,
    groups,
    store.slice(0, CANDIDATES).map(({ product }) => product),
  )
  const last = favouritesOf(sold)[MOST - 1]
  const next = store[CANDIDATES]
  return !next || (last && last.buyers.segment > next.buyers) ? sold : null
}

const readSold = (tx: Sql, groups: Groups, products: number[]): Promise<Sold[]> =>
  tx.rows<Sold>(
    // Whoever bought in the first of all currencies bought in no earlier one; only of others it is looked up.
    `with w as (
       select r.*, r.currency = (select min(currency) from marketing_customer_total)
                or r.currency = (select min(d.currency) from marketing_customer_product d where d.pid = r.pid and d.product = r.product) as first
         from (${rowsSql(groups, "(select * from marketing_customer_product where product = any($3::int[]))")}) r offset 0)
     select product, currency,
            count(*) filter (where ours and first) as segment, count(*) filter (where theirs and first) as compare,
            coalesce(sum(net) filter (where ours), 0)::bigint as segment_net,
            coalesce(sum(net) filter (where theirs), 0)::bigint as compare_net
       from w group by 1, 2 order by 1, 2`,
    [groups.segment, groups.compare, products],
  )

const topProducts = async (tx: Sql, segment: number): Promise<number[]> =>
  (
    await tx.rows<{ product: number }>(
      `select product
         from (select distinct c.pid, c.product from marketing_segment_member m
                 join marketing_customer_product c on c.pid = m.pid
                where m.segment_no = $1 and ${LIVING}) bought
        group by 1 order by count(*) desc, 1 limit ${MOST}`,
      [segment],
    )
  ).map(({ product }) => product)
