import type { Sql } from "../../database"
import { list, rowTable } from "../../row-table"
import { heldOutBy, STORE_HOLD_OUT } from "./hold-out"

/** Why somebody does not come in now. */
export type TurnedAway = "known" | "inside" | "cool_down" | "limit" | "gone"

/** How often one person may come in. `since`: where the period began; null: ever. */
export type EntryTerms = { times: number | null; since: Date | null; cool_down_hours: number; alone: boolean }

export type Arrival = { pid: number; entry_key: string; event: object }

type Door = {
  plan_no: number
  plan_id: string
  run_no: number
  version: number
  entry: string
  /** The first node after the entry, or null when the entry leads nowhere. */
  node: string | null
  data: object
  holdout_percent: number
  store_percent: number
}

const ENTRY_LOCK = 0x6d6b65

/** Until the transaction ends nobody else decides who comes into this plan, so that limits hold. */
export const ownEntry = (tx: Sql, plan_no: number): Promise<number> =>
  tx.run("select pg_advisory_xact_lock($1, $2)", [ENTRY_LOCK, plan_no])

/** Lets people in, one statement for all, and says who was turned away and why. Nobody twice by one key. */
export const enterPeople = async (
  tx: Sql,
  door: Door,
  terms: EntryTerms,
  arrivals: Arrival[],
  now: Date,
): Promise<{ pid: number; refused: TurnedAway | null }[]> => {
  const asked = rowTable(arrivals, { pid: "int", entry_key: "text", event: "jsonb" }, { first: 15 })
  return tx.rows(
    `with judged as materialized (
       select asked.*, c.customer_id, case
                when c.customer_id is null then 'gone'
                when exists (select 1 from marketing_enrollment e
                              where e.pid = asked.pid and e.plan_no = $1 and e.entry_key = asked.entry_key) then 'known'
                when $9::boolean and exists (select 1 from marketing_enrollment e
                              where e.pid = asked.pid and e.plan_no = $1 and e.state = 'inside') then 'inside'
                when $10::int > 0 and exists (select 1 from marketing_enrollment e
                              where e.pid = asked.pid and e.plan_no = $1
                                and (e.ended_at is null or e.ended_at > $8::timestamptz - make_interval(hours => $10))) then 'cool_down'
                when (select count(*) from marketing_enrollment e
                       where e.pid = asked.pid and e.plan_no = $1
                         and ($12::timestamptz is null or e.entered_at >= $12)) >= $11::int then 'limit'
              end as refused
         from ${asked.from} left join marketing_profile c on c.pid = asked.pid and c.deleted_at is null
     ), made as (
       insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, reason, entered_at, ended_at, event)
       select $1, $2, $3, pid, entry_key, $4, state, case when held_out = '${STORE_HOLD_OUT}' then held_out end, $8, case when state = 'inside' then null else $8::timestamptz end, event
         from (select w.*, case when held_out is not null then 'held_out'
                                when $5::text is null then 'through' else 'inside' end as state
                 from (select c.*, ${HELD_OUT} as held_out from judged c where c.refused is null) w) who
       on conflict (plan_no, pid, entry_key) do nothing
       returning id, pid, state
     ), placed as (
       insert into marketing_step (enrollment_id, node, visit, plan_no, run_no, version, pid, run_at, entered_at, arrived_at, data)
       select id, $5, 1, $1, $2, $3, pid, $8, $8, $8, $6 from made where state = 'inside'
     ), counted as (
       insert into marketing_node_count (run_no, node, port, passed)
       select $2::int, $4::text, 'out', count(*) from made where state <> 'held_out' having count(*) > 0
       on conflict (run_no, node, port) do update set passed = marketing_node_count.passed + excluded.passed
     )
     select pid, refused from judged`,
    [
      door.plan_no,
      door.run_no,
      door.version,
      door.entry,
      door.node,
      JSON.stringify(door.data),
      door.holdout_percent,
      now,
      terms.alone,
      terms.cool_down_hours,
      terms.times ?? 2 ** 31 - 1,
      terms.since,
      door.plan_id,
      door.store_percent,
      ...asked.values,
    ],
  )
}

const HELD_OUT = heldOutBy({ plan_id: "$13", percent: "$7", store_percent: "$14" })

/** Whom a worker has in hand, or who rests where something of this is waited for. `nodes` null: everywhere. */
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
