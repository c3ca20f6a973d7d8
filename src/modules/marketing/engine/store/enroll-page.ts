import type { Sql } from "../../database"
import { type EntryTerms, turnedAwayBy } from "./entry-limits"
import { heldOutBy, STORE_HOLD_OUT } from "./hold-out"

export type Page = {
  /** The temporary table of the people to take in: `pid`, `door`. */
  audience: string
  run_no: number
  plan_no: number
  plan_id: string
  version: number
  entry_key: string
  /** The first node after the entry, or null when the entry leads nowhere. */
  doors: { entry: string; port: string; node: string | null; data: object }[]
  after: number
  size: number
  holdout_percent: number
  /** Of the store's control group, which gets nothing from any plan of this category. */
  store_percent: number
  batch?: { size: number; every_minutes: number }
  /** When the first of the batches may go. */
  started_at: Date
  /** Where each person's own clock counts. */
  clocks: Clocks | null
  /** Null where everybody may come in with every run. */
  terms: EntryTerms | null
  now: Date
}

/** When people are due by the zone of their profile; `otherwise` for who has none that is known. */
export type Clocks = { known: { zone: string; due_at: Date }[]; otherwise: Date }

/** The zones that the people gathered for a run say they live in. */
export const zonesInAudience = async (sql: Sql, audience: string): Promise<string[]> =>
  (
    await sql.rows<{ zone: string }>(
      `select distinct c.zone from ${audience} a join marketing_profile c using (pid) where c.zone is not null`,
    )
  ).map((row) => row.zone)

/** `is_going` false: the plan was stopped, or somebody else moved the run; whom it still means is not known. `last` null: nobody is left. */
type Entered = { is_going: boolean; last: number | null; entered: number }

/**
 * Takes the next page of the audience in with one statement: enrollment, first step, count and the run's place.
 *
 * Who is due later, by her batch or by her own clock, arrives then: waits are counted from there.
 */
export async function enrollPage(sql: Sql, page: Page): Promise<Entered> {
  // The profile is read for the hold-out only; who was deleted since the audience was read leaves at the first node.
  const [profile, heldOut] =
    page.holdout_percent + page.store_percent > 0
      ? ["join marketing_profile c on c.pid = p.pid", HELD_OUT]
      : ["", "case when $9::float8 + $14::float8 > 0 then $10::text end"]
  const [zones, due] = page.clocks
    ? [
        `left join marketing_profile z on z.pid = m.pid
         left join jsonb_to_recordset($15) as k(zone text, due_at timestamptz) on k.zone = z.zone`,
        "greatest($13::timestamptz, coalesce(k.due_at, $16::timestamptz))",
      ]
    : ["", "$13::timestamptz"]
  const values = page.clocks ? [JSON.stringify(page.clocks.known), page.clocks.otherwise] : []
  const refused =
    page.terms &&
    turnedAwayBy(page.terms, { pid: "p.pid", plan_no: "$4", now: "$8", first: 15 + values.length })
  return (await sql.one<Entered>(
    `with turn as materialized (
       select no, enroll_passed from marketing_run
        where no = $1 and state = 'enrolling' and coalesce(enroll_cursor, 0) = $2
          and exists (select 1 from marketing_plan where no = $4 and state = 'running')
          for update
     ), page as materialized (
       select p.*, turn.enroll_passed + row_number() over (order by p.pid) as n
         from turn cross join lateral (
           select a.pid, a.door from ${page.audience} a where a.pid > $2 order by a.pid limit $3) p
     ), door as materialized (
       select * from jsonb_to_recordset($7) as d(door int, entry text, port text, node text, data jsonb)
     ), made as (
       insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, reason, entered_at, ended_at)
       select $4, $1, $5, pid, $6, entry, state, case when held_out = '${STORE_HOLD_OUT}' then held_out end,
              $8, case when state = 'inside' then null else $8::timestamptz end
         from (select w.*, case when held_out is not null then 'held_out'
                                when node is null then 'through' else 'inside' end as state
                 from (select p.pid, d.entry, d.node, ${heldOut} as held_out
                         from page p join door d using (door) ${profile}
                        ${refused ? `where ${refused.text} is null` : ""}) w
                order by pid) who
       on conflict (plan_no, pid, entry_key) do nothing
       returning id, pid, entry, state
     ), placed as (
       insert into marketing_step (enrollment_id, node, visit, plan_no, run_no, version, pid, run_at, entered_at, arrived_at, data)
       select m.id, d.node, 1, $4, $1, $5, m.pid, due.at, $8, greatest(due.at, $8), d.data
         from made m join page p using (pid) join door d using (door) ${zones}
        cross join lateral (
          select ${due} + make_interval(mins => ((p.n - 1) / $11::int * $12::int)::int) as at) due
        where m.state = 'inside'
     ), counted as (
       insert into marketing_node_count (run_no, node, port, passed)
       select $1, d.entry, d.port, count(*)
         from made m join page p using (pid) join door d using (door) where m.state <> 'held_out' group by 2, 3 order by 2, 3
       on conflict (run_no, node, port) do update set passed = marketing_node_count.passed + excluded.passed
     ), moved as (
       update marketing_run r set enroll_cursor = (select max(pid) from page), enroll_passed = (select max(n) from page)
         from turn where r.no = turn.no and exists (select 1 from page)
     )
     select exists (select 1 from turn) as is_going, (select max(pid) from page) as last, (select count(*) from made) as entered`,
    [
      page.run_no,
      page.after,
      page.size,
      page.plan_no,
      page.version,
      page.entry_key,
      JSON.stringify(page.doors.map((door, index) => ({ door: index, ...door }))),
      page.now,
      page.holdout_percent,
      page.plan_id,
      page.batch?.size ?? 2 ** 31 - 1,
      page.batch?.every_minutes ?? 0,
      page.started_at,
      page.store_percent,
      ...values,
      ...(refused?.values ?? []),
    ],
  ))!
}

const HELD_OUT = heldOutBy({ plan_id: "$10", percent: "$9", store_percent: "$14" })
