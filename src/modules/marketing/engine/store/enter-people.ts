import type { Sql } from "../../database"
import { list, rowTable } from "../../row-table"
import { type EntryTerms, type TurnedAway, turnedAwayBy } from "./entry-limits"
import { heldOutBy, STORE_HOLD_OUT } from "./hold-out"
import type { HeldStep } from "./steps"

export type Arrival = { pid: number; entry_key: string; event: object }

export type Door = {
  plan_no: number
  plan_id: string
  run_no: number
  version: number
  entry: string
  /** The first node after the entry, or null when the entry leads nowhere. */
  node: string | null
  data: object
  holdout_percent: number
  /** Of the store's control group, which gets nothing from any plan of this category. */
  store_percent: number
}

/** `enrollment_id`: of who is inside now. */
export type Entered = { pid: number; refused: TurnedAway | null; enrollment_id: number | null }

/**
 * Lets people in, one statement for all, and says who was turned away and why. Nobody twice by one key. With `stands` who came in
 * has her first step, due at once; without it, it is for the caller to write where she stands.
 */
export const enterPeople = (
  tx: Sql,
  door: Door,
  terms: EntryTerms,
  arrivals: Arrival[],
  { now, stands }: { now: Date; stands: boolean },
): Promise<Entered[]> => {
  const asked = rowTable(arrivals, { pid: "int", entry_key: "text", event: "jsonb" }, { first: 12 })
  const refused = turnedAwayBy(terms, { pid: "asked.pid", plan_no: "$1", now: "$8", first: 15 })
  return tx.rows(
    `with judged as materialized (
       select asked.*, ${heldOutBy({ plan_id: "$9", percent: "$7", store_percent: "$10" })} as held_out, case
                when c.customer_id is null then 'gone'
                when exists (select 1 from marketing_enrollment e
                              where e.pid = asked.pid and e.plan_no = $1 and e.entry_key = asked.entry_key) then 'known'
                else ${refused.text}
              end as refused
         from ${asked.from} left join marketing_profile c on c.pid = asked.pid and c.deleted_at is null
     ), made as (
       insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, reason, entered_at, ended_at, event)
       select $1, $2, $3, pid, entry_key, $4, state, case when held_out = '${STORE_HOLD_OUT}' then held_out end,
              $8, case when state = 'inside' then null else $8::timestamptz end, event
         from (select j.*, case when held_out is not null then 'held_out'
                                when $5::text is null then 'through' else 'inside' end as state
                 from judged j where j.refused is null) who
       on conflict (plan_no, pid, entry_key) do nothing
       returning id, pid, state
     ), placed as (
       insert into marketing_step (enrollment_id, node, visit, plan_no, run_no, version, pid, run_at, entered_at, arrived_at, data)
       select id, $5, 1, $1, $2, $3, pid, $8, $8, $8, $6 from made where $11::boolean and state = 'inside'
     ), counted as (
       insert into marketing_node_count (run_no, node, port, passed)
       select $2::int, $4::text, 'out', count(*) from made where state <> 'held_out' having count(*) > 0
       on conflict (run_no, node, port) do update set passed = marketing_node_count.passed + excluded.passed
     )
     select judged.pid, refused, made.id as enrollment_id from judged left join made on made.pid = judged.pid and made.state = 'inside'`,
    [
      door.plan_no,
      door.run_no,
      door.version,
      door.entry,
      door.node,
      JSON.stringify(door.data),
      door.holdout_percent,
      now,
      door.plan_id,
      door.store_percent,
      stands,
      ...asked.values,
      ...refused.values,
    ],
  )
}

/** The first step of whoever is inside now. */
export function firstSteps(entered: Entered[], door: Door, now: Date): HeldStep[] {
  const { plan_no, run_no, version, node, data } = door
  const alike = { visit: 1, plan_no, run_no, version, fence: 0, attempts: 0, hops: 1, data }
  return entered.flatMap(({ pid, enrollment_id }) =>
    enrollment_id === null || node === null
      ? []
      : [{ ...alike, enrollment_id, pid, node, entered_at: now, arrived_at: now }],
  )
}

/** Where people stand who are in a plan: at these nodes, or in a worker's hands. `nodes` null: everywhere. */
export const stepsOf = (
  tx: Sql,
  plan_no: number,
  pids: number[],
  nodes: string[] | null,
): Promise<{ enrollment_id: number; node: string; visit: number }[]> =>
  tx.rows(
    `select s.enrollment_id, s.node, s.visit
       from marketing_enrollment e join marketing_step s on s.enrollment_id = e.id
      where e.pid = any($2::int[]) and e.plan_no = $1 and e.state = 'inside'
        and ($3::text[] is null or s.node = any($3) or s.lease_until is not null)`,
    [plan_no, list(pids), nodes],
  )

/** Enrollments inside a plan, of some people. */
export const insideOf = async (tx: Sql, plan_no: number, pids: number[]): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(
      "select id from marketing_enrollment where pid = any($2::int[]) and plan_no = $1 and state = 'inside'",
      [plan_no, list(pids)],
    )
  ).map((row) => row.id)

/** Keeps count of who was heard and did not come in, as ways out of the trigger that lead nowhere. */
export const countTurnedAway = (
  tx: Sql,
  run_no: number,
  node: string,
  reasons: ReadonlyMap<string, number>,
): Promise<number> =>
  tx.run(
    `insert into marketing_node_count (run_no, node, port, passed)
     select $1::int, $2::text, reason, people from unnest($3::text[], $4::int[]) as t(reason, people) order by 1, 2, 3
     on conflict (run_no, node, port) do update set passed = marketing_node_count.passed + excluded.passed`,
    [run_no, node, [...reasons.keys()], [...reasons.values()]],
  )
