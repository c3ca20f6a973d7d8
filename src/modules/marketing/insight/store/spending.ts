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
  // Orders are summed up before people are looked at: three times faster when everybody is compared. As float8 too, which is
  // exact for safe integers and, unlike sums of bigint, needs no memory of its own for each person.
  // Averages come with their first two digits only: some hundred values, and no band begins between two of them.
  const rows = await tx.rows<Counted & { measure: "average" | "discount" }>(
    `with who as (${whoSql(groups)}),
     summed as (
       select o.pid, count(*) as purchases, sum(o.net::float8) as net,
              sum(o.discount::float8) as discount, sum(o.total::float8) as total
         from marketing_order o
        where o.purchase and o.currency = $3 ${amongSql(groups)}
        group by o.pid),
     bought as (
       select pid, greatest(0, floor(net / purchases))::bigint as average,
              case when discount > 0 then floor(100 * discount / (total + discount))::int else ${NO_DISCOUNT} end as discount
         from summed),
     spread as (
       select b.average - b.average % (10 ^ greatest(length(b.average::text) - 2, 0))::bigint as average, b.discount, ${BOTH}
         from bought b join who w on w.pid = b.pid
        group by 1, 2)
     select d.measure, d.value, sum(s.segment)::bigint as segment, sum(s.compare)::bigint as compare
       from spread s cross join lateral (values ('average', s.average), ('discount', s.discount)) d(measure, value)
      group by 1, 2`,
    [groups.segment, groups.compare, currency],
  )
  const of = (measure: "average" | "discount") => rows.filter((row) => row.measure === measure)
  return { average: amountBands(of("average")), discount: discountBands(of("discount")) }
}

const amongSql = ({ compare }: Groups): string =>
  compare === null
    ? ""
    : "and o.pid in (select pid from marketing_segment_member where segment_no in ($1, $2))"
