import { amountBands, type Counted, discountBands, NO_DISCOUNT } from "../../../../core/insight/bands"
import type { Band } from "../../../../core/insight/insight"
import type { Sql } from "../../database"
import { BOTH, type Groups, whoSql } from "./groups"

/** How both groups' buyers are spread over their average purchase and their share of discounts, in one currency. */
export async function readSpending(
  tx: Sql,
  groups: Groups,
  currency: string,
): Promise<{ average: Band[]; discount: Band[] }> {
  // Averages come with their first two digits only: some hundred values, and no band begins between two of them.
  const rows = await tx.rows<Counted & { measure: "average" | "discount" }>(
    `with who as (${whoSql(groups)}),
     bought as (
       select w.pid, w.ours, w.theirs,
              greatest(0, floor(sum(o.net) / count(*)))::bigint as average,
              case when sum(o.discount) <= 0 then ${NO_DISCOUNT}
                   else floor(100 * sum(o.discount) / (sum(o.total) + sum(o.discount))) end::bigint as discount
         from who w join marketing_order o on o.pid = w.pid
        where o.purchase and o.currency = $3
        group by 1, 2, 3)
     select d.measure, d.value, ${BOTH}
       from bought w
      cross join lateral (values
        ('average', w.average - w.average % (10 ^ greatest(length(w.average::text) - 2, 0))::bigint),
        ('discount', w.discount)) d(measure, value)
      group by 1, 2`,
    [groups.segment, groups.compare, currency],
  )
  const of = (measure: "average" | "discount") => rows.filter((row) => row.measure === measure)
  return { average: amountBands(of("average")), discount: discountBands(of("discount")) }
}
