import type { Place } from "../../../../core/insight/insight"
import type { Sql } from "../../database"
import { BOTH, type Groups, whoSql } from "./groups"

/** Of each kind: those with most members. */
const MOST = 12

type Places = { country: Place[]; province: Place[]; city: Place[] }

/** Where both groups live: the most frequent places, and those of whom it is not known. */
export async function readPlaces(tx: Sql, groups: Groups): Promise<Places> {
  const rows = await tx.rows<Place & { kind: keyof Places }>(
    `with who as (${whoSql(groups)}),
     lived as (select w.country, w.province, w.city, ${BOTH} from who w group by 1, 2, 3),
     place as (
       select d.kind, d.country, d.province, d.city, sum(l.segment)::bigint as segment, sum(l.compare)::bigint as compare
         from lived l
        cross join lateral (values
          ('country', l.country, null, null),
          ('province', case when l.province is not null then l.country end, l.province, null),
          ('city', case when l.city is not null then l.country end, case when l.city is not null then l.province end, l.city)
        ) d(kind, country, province, city)
        group by 1, 2, 3, 4),
     ranked as (
       select p.*, k.known, row_number() over (
                partition by p.kind, k.known order by p.segment desc, p.compare desc, p.country, p.province, p.city) as nth
         from place p
        cross join lateral (select case p.kind when 'country' then p.country when 'province' then p.province else p.city end is not null as known) k)
     select kind, country, province, city, segment, compare from ranked where nth <= ${MOST} order by kind, known desc, nth`,
    [groups.segment, groups.compare],
  )
  const of = (kind: keyof Places): Place[] =>
    rows.filter((row) => row.kind === kind).map(({ kind: _, ...place }) => place)
  return { country: of("country"), province: of("province"), city: of("city") }
}
