import type { Case, Ground } from "../bench"

/** Somebody who wants to know all of the page of everybody would ask these, one after the other. */
const BY_HAND = [
  "select gender, count(*) from marketing_profile where deleted_at is null group by 1",
  "select tier, count(*) from marketing_profile where deleted_at is null group by 1",
  "select extract(year from age(date '2026-01-01', birthday)), count(*) from marketing_profile where deleted_at is null group by 1",
  "select country, count(*) from marketing_profile where deleted_at is null group by 1 order by 2 desc limit 12",
  "select country, province, count(*) from marketing_profile where deleted_at is null group by 1, 2 order by 3 desc limit 12",
  "select country, province, city, count(*) from marketing_profile where deleted_at is null group by 1, 2, 3 order by 4 desc limit 12",
  "select stage, count(*) from marketing_score s join marketing_profile p using (pid) where deleted_at is null group by 1",
  "select recency, (frequency + monetary + 1) / 2, count(*) from marketing_score s join marketing_profile p using (pid) where deleted_at is null group by 1, 2",
  "select least(purchases, 20), count(*), count(*) filter (where last_purchase_at >= '2024-01-01Z') from marketing_profile where deleted_at is null group by 1",
  "select net / purchases / 1000, count(*) from marketing_customer_total where currency = 'eur' group by 1",
  "select 100 * discount / (total + discount) / 10, count(*) from marketing_customer_total where currency = 'eur' and total + discount > 0 group by 1",
  `select product, count(distinct pid) as buyers, sum(net) from marketing_customer_product group by 1 order by 2 desc limit 10`,
  `select o.segment_no, count(*) from marketing_segment_member m join marketing_segment_member o on o.pid = m.pid and o.segment_no <> m.segment_no
    where m.segment_no = (select no from marketing_segment where id = $1) group by 1`,
  `select (entered_at at time zone 'UTC')::date, count(*) from marketing_segment_member
    where segment_no = (select no from marketing_segment where id = $1) group by 1`,
]

const EVERYBODY = "mkseg_everybody"

/** The insight page at its heaviest: a segment of all people beside all people. */
export const insightCases = ({ database, marketing }: Ground): Case[] => {
  let made: Promise<void> | undefined
  const segment = async () => {
    const made = await database.run(
      "insert into marketing_segment (id, name, type) values ($1, 'Everybody', 'static') on conflict do nothing",
      [EVERYBODY],
    )
    if (made === 0) return
    await database.run(
      `insert into marketing_segment_member (segment_no, pid, entered_at)
       select s.no, p.pid, '2025-12-01Z' from marketing_segment s, marketing_profile p where s.id = $1 order by p.pid`,
      [EVERYBODY],
    )
    await database.run("vacuum analyze marketing_segment_member")
  }
  return [
    {
      name: "insight: a segment of everybody",
      before: () => (made ??= segment()),
      ours: () => marketing.readInsight({ segment_id: EVERYBODY, fresh: true }),
      limit: () =>
        database.transaction(async (tx) => {
          await tx.run("set local work_mem = '64MB'; set local jit = off")
          for (const text of BY_HAND) await tx.rows(text, text.includes("$1") ? [EVERYBODY] : [])
        }),
      goal_ratio: 1.25,
      // It takes so long that one round says enough.
      rounds: 1,
    },
  ]
}
