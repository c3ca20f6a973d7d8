import { amountBands, type Counted, discountBands, NO_DISCOUNT } from "../../../../core/insight/bands"
import type { Band } from "../../../../core/insight/insight"
import type { Sql } from "../../database"
import { BOTH, type Groups, rowsSql } from "./groups"

/** How both groups' buyers are spread over their average purchase and their share of discounts, in one currency. */
export async function readSpending(
  tx: Sql,
  groups: Groups,
  currency: string,
): Promise<{ average: Band[]; discount: Band[] }> {
  // Averages come with their first two digits only: some hundred values, and no band begins between two of them.
  const rows = await tx.rows<Counted & { measure: "average" | "discount" }>(
    `with w as (${rowsSql(groups, "(select * from marketing_customer_total where currency = $3)")}),
     bought as (
       select ours, theirs, greatest(0, net / purchases) as average,
              case when discount > 0 then (100 * discount / (total + discount))::int else ${NO_DISCOUNT} end as discount
         from w),
     spread as (
       select average - average % (10 ^ greatest(length(average::text) - 2, 0))::bigint as average, discount, ${BOTH}
         from bought w
        group by 1, 2)
     select d.measure, d.value, sum(s.segment)::bigint as segment, sum(s.compare)::bigint as compare
       from spread s cross join lateral (values ('average', s.average), ('discount', s.discount)) d(measure, value)
      group by 1, 2`,
    [groups.segment, groups.compare, currency],
  )
  const of = (measure: "average" | "discount") => rows.filter((row) => row.measure === measure)
  return { average: amountBands(of("average")), discount: discountBands(of("discount")) }
}
