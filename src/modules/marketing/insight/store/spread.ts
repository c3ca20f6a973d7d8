import {
  ageAt,
  ageBands,
  bandsOf,
  type Counted,
  firstBirthdays,
  PURCHASES,
} from "../../../../core/insight/bands"
import type { Band, Bar, Both } from "../../../../core/insight/insight"
import { RFM_CLASSES, RFM_GRID } from "../../../../core/lifecycle/rfm"
import { STAGES } from "../../../../core/lifecycle/stage"
import { GENDERS } from "../../../../core/profile/change"
import type { Day } from "../../../../core/time/zone"
import type { Sql } from "../../database"
import { BOTH, type Groups, whoSql } from "./groups"

/** A store may write anything into a tier. */
const MOST_TIERS = 12
const PAID = ["recent", "before", "never"]

type Spread = {
  gender: Bar[]
  age: Band[]
  tier: Bar[]
  stage: Bar[]
  rfm: Bar[]
  paid: Bar[]
  purchases: Band[]
}

/**
 * How both groups are spread over what has few values. People are counted once by all of them together; only those sums, some
 * thousand, are then added up by each.
 */
export async function readSpread(
  tx: Sql,
  groups: Groups,
  { today, recently }: { today: Day; recently: Date },
): Promise<Spread> {
  const rows = await tx.rows<Bar & { dimension: keyof Spread }>(
    `with who as (${whoSql(groups)}),
     spread as (
       select w.gender, w.tier, s.stage,
              width_bucket(w.birthday, $3::date[]) as age,
              s.recency * 10 + (s.frequency + s.monetary + 1) / 2 as rfm,
              w.last_purchase_at >= $4 as recent,
              least(w.purchases, ${PURCHASES.at(-1)}) as purchases,
              ${BOTH}
         from who w left join marketing_score s on s.pid = w.pid
        group by 1, 2, 3, 4, 5, 6, 7)
     select d.dimension, d.value, sum(s.segment)::bigint as segment, sum(s.compare)::bigint as compare
       from spread s
      cross join lateral (values ('gender', s.gender), ('tier', s.tier), ('stage', s.stage), ('age', s.age::text),
                                 ('rfm', s.rfm::text), ('paid', case when s.purchases = 0 then 'never' when s.recent then 'recent' else 'before' end),
                                 ('purchases', width_bucket(s.purchases, $5::int[])::text)) d(dimension, value)
      group by 1, 2 order by segment desc, compare desc, 2`,
    [groups.segment, groups.compare, firstBirthdays(today), recently, PURCHASES],
  )
  const of = (dimension: keyof Spread): Bar[] =>
    rows.filter((row) => row.dimension === dimension).map(({ dimension: _, ...bar }) => bar)
  const tiers = of("tier")
  return {
    gender: inOrder(GENDERS, of("gender")),
    age: ageBands(of("age").map(numbered(ageAt))),
    tier: [...tiers.filter((bar) => bar.value !== null).slice(0, MOST_TIERS), ...unknown(tiers)],
    stage: inOrder(STAGES, of("stage")),
    rfm: inOrder(RFM_CLASSES, byClass(of("rfm"))),
    paid: inOrder(PAID, of("paid")),
    purchases: bandsOf(PURCHASES, of("purchases").map(numbered((place) => PURCHASES[place - 1] ?? 0))),
  }
}

/** A bar for each of these values, then others that occur, the unknown last. */
const inOrder = (values: readonly string[], bars: Bar[]): Bar[] => [
  ...values.map((value) => bars.find((bar) => bar.value === value) ?? { value, segment: 0, compare: 0 }),
  ...bars.filter((bar) => bar.value !== null && !values.includes(bar.value)),
  ...unknown(bars),
]

const unknown = (bars: Bar[]): Bar[] => bars.filter((bar) => bar.value === null)

/** The number that a place in a list of limits stands for. */
const numbered =
  (valueAt: (place: number) => number) =>
  ({ value, ...both }: Bar): Counted => ({ ...both, value: value === null ? null : valueAt(Number(value)) })

/** From the place in the grid, recency before value, to the name; several places share one. */
function byClass(places: Bar[]): Bar[] {
  const sums = new Map<string | null, Both>()
  for (const { value, segment, compare } of places) {
    const name = value === null ? null : RFM_GRID[Number(value[0]) - 1]![Number(value[1]) - 1]!
    const sum = sums.get(name) ?? { segment: 0, compare: 0 }
    sums.set(name, { segment: sum.segment + segment, compare: sum.compare + compare })
  }
  return [...sums].map(([value, both]) => ({ value, ...both }))
}
