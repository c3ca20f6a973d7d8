import type { Sql } from "../../database"
import { rowTable } from "../../row-table"

/** One open step as a worker holds it. */
export type HeldStep = {
  enrollment_id: number
  pid: number
  node: string
  visit: number
  plan_no: number
  run_no: number
  version: number
  fence: number
  attempts: number
  hops: number
  entered_at: Date
  arrived_at: Date
  data: { state?: Record<string, unknown>; visits?: Record<string, number>; had?: Record<string, string> }
}

/**
 * A step held by a lease. `fence` is this claim's: whoever claims later has a higher one. `place` is where the row lies while
 * nobody else touches it.
 */
export type ClaimedStep = HeldStep & { place: string }

/** Running plans with somebody to move, beginning after the plan that had its turn last: each gets its share. */
export const plansWithDue = async (sql: Sql, served: number, now: Date): Promise<number[]> =>
  (
    await sql.rows<{ no: number }>(
      `select p.no from marketing_plan p
        where p.state = 'running' and exists (
          select 1 from marketing_step s
           where s.plan_no = p.no and s.state = 'ready' and s.run_at <= $2
             and (s.lease_until is null or s.lease_until <= $2))
        order by p.no <= $1, p.no`,
      [served, now],
    )
  ).map((plan) => plan.no)

export type Tried = keyof typeof TRIED
const TRIED = { never: "s.attempts = 0", once: "s.attempts = 1", often: "s.attempts >= 2" }

/**
 * Leases due steps of one plan that were tried so often. They are locked where they lie, so their place is their name:
 * one that moved meanwhile was claimed by somebody else. A lease that ran out counts as a failed attempt: its worker
 * died, perhaps of one of these people. Most of them stand alike, so each way of standing travels once, with its people.
 */
export const claimSteps = async (
  sql: Sql,
  {
    plan_no,
    now,
    lease_until,
    tried,
    limit,
  }: {
    plan_no: number
    now: Date
    lease_until: Date
    tried: Tried
    limit: number
  },
): Promise<ClaimedStep[]> => {
  const crowds = await sql.rows<Crowd>(
    `with due as materialized (
       select s.ctid
         from marketing_step s
        where (select state from marketing_plan where no = $1) = 'running'
          and s.plan_no = $1 and s.state = 'ready' and s.run_at <= $2
          and (s.lease_until is null or s.lease_until <= $2)
          and ${TRIED[tried]}
        order by s.run_at limit $4
          for update of s skip locked
     ), claimed as (
       update marketing_step s
          set lease_until = $3, fence = s.fence + 1, attempts = s.attempts + (s.lease_until is not null)::int
        where s.ctid = any (array(select ctid from due))
       returning s.ctid as place, s.*)
     select ${STANDING}, json_agg(enrollment_id) as enrollment_ids, json_agg(pid) as pids, json_agg(place) as places
       from claimed group by ${STANDING}`,
    [plan_no, now, lease_until, limit],
  )
  return crowds.flatMap(membersOf)
}

// Written out, not spread: thousands of objects of one shape are walked several times faster.
const membersOf = (crowd: Crowd): ClaimedStep[] =>
  crowd.enrollment_ids.map((enrollment_id, index) => ({
    enrollment_id,
    pid: crowd.pids[index]!,
    place: crowd.places[index]!,
    node: crowd.node,
    visit: crowd.visit,
    plan_no: crowd.plan_no,
    run_no: crowd.run_no,
    version: crowd.version,
    fence: crowd.fence,
    attempts: crowd.attempts,
    hops: crowd.hops,
    entered_at: crowd.entered_at,
    arrived_at: crowd.arrived_at,
    data: crowd.data,
  }))

const STANDING = "node, visit, plan_no, run_no, version, fence, attempts, hops, entered_at, arrived_at, data"
type Crowd = Omit<HeldStep, "enrollment_id" | "pid"> & {
  enrollment_ids: number[]
  pids: number[]
  places: string[]
}

/** Takes the steps out of the queue; answers those that were still ours. Their rows stay locked until the end. */
export const takeSteps = async (tx: Sql, steps: ClaimedStep[]): Promise<Set<HeldStep>> => {
  const claim = rowTable(steps, CLAIM, { ordinality: true })
  const taken = await tx.one<{ places: number[] | null }>(
    `with taken as (
       delete from marketing_step s using ${claim.from} where ${IS_OURS} returning asked.ordinality)
     select json_agg(ordinality) as places from taken`,
    claim.values,
  )
  return new Set(taken?.places?.map((place) => steps[place - 1]!))
}

/** Gives leases back unused, and says why when there is a reason: a worker stops, the database went away under it. */
export const handBackSteps = (
  sql: Sql,
  steps: ClaimedStep[],
  reason: string | null = null,
): Promise<number> => {
  const claim = rowTable(steps, CLAIM, { first: 2 })
  return sql.run(
    `update marketing_step s set lease_until = null, error = coalesce($1, s.error) from ${claim.from}
      where ${IS_OURS} and s.lease_until is not null`,
    [reason, ...claim.values],
  )
}

/** What became of a step at which nothing else could be written. */
export type FailedStep = ClaimedStep & Pick<OpenStep, "state" | "run_at" | "error">

/** Ends claims with an error, beside everything else that the step would have written. */
export const failSteps = (sql: Sql, steps: FailedStep[]): Promise<number> => {
  const failed = rowTable(steps, {
    ...CLAIM,
    attempts: "int",
    state: "text",
    run_at: "timestamptz",
    error: "text",
  })
  return sql.run(
    `update marketing_step s
        set lease_until = null, attempts = asked.attempts, state = asked.state, run_at = asked.run_at, error = asked.error
       from ${failed.from}
      where ${IS_OURS} and s.lease_until is not null`,
    failed.values,
  )
}

// The place finds the row, the rest makes sure that it is still this one and still ours.
const CLAIM = { place: "tid", enrollment_id: "bigint", node: "text", visit: "int", fence: "int" } as const
const IS_OURS = `s.ctid = asked.place and s.enrollment_id = asked.enrollment_id and s.node = asked.node
        and s.visit = asked.visit and s.fence = asked.fence`

export type OpenStep = {
  enrollment_id: number
  node: string
  visit: number
  plan_no: number
  run_no: number
  version: number
  pid: number
  state: "ready" | "parked"
  run_at: Date
  fence: number
  attempts: number
  hops: number
  entered_at: Date
  arrived_at: Date
  data: object
  error: string | null
}

export async function insertSteps(tx: Sql, steps: OpenStep[]): Promise<void> {
  if (steps.length === 0) return
  const asked = rowTable(steps, {
    enrollment_id: "bigint",
    node: "text",
    visit: "int",
    plan_no: "int",
    run_no: "int",
    version: "int",
    pid: "int",
    state: "text",
    run_at: "timestamptz",
    fence: "int",
    attempts: "int",
    hops: "int",
    entered_at: "timestamptz",
    arrived_at: "timestamptz",
    data: "jsonb",
    error: "text",
  })
  await tx.run(
    `insert into marketing_step (enrollment_id, node, visit, plan_no, run_no, version, pid, state, run_at, fence, attempts,
                                 hops, entered_at, arrived_at, data, error)
     select * from ${asked.from}`,
    asked.values,
  )
}
