import type { Sql } from "../../database"
import { list, rowTable } from "../../row-table"

/** One open step as a worker holds it. `fence` is this claim's: whoever claims later has a higher one. */
export type ClaimedStep = {
  enrollment_id: number
  node: string
  visit: number
  plan_no: number
  run_no: number
  version: number
  pid: number
  fence: number
  attempts: number
  hops: number
  entered_at: Date
  arrived_at: Date
  data: { state?: Record<string, unknown>; visits?: Record<string, number> }
}

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

const TRIED = { never: "s.attempts = 0", once: "s.attempts = 1", often: "s.attempts >= 2" }

/**
 * Leases due steps of one plan that were tried so often. They are locked where they lie, so their place is their name:
 * one that moved meanwhile was claimed by somebody else. A lease that ran out counts as a failed attempt: its worker
 * died, perhaps of one of these people.
 */
export const claimSteps = (
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
    tried: keyof typeof TRIED
    limit: number
  },
): Promise<ClaimedStep[]> =>
  sql.rows<ClaimedStep>(
    `with due as materialized (
       select s.ctid
         from marketing_step s
        where (select state from marketing_plan where no = $1) = 'running'
          and s.plan_no = $1 and s.state = 'ready' and s.run_at <= $2
          and (s.lease_until is null or s.lease_until <= $2)
          and ${TRIED[tried]}
        order by s.run_at limit $4
          for update of s skip locked)
     update marketing_step s
        set lease_until = $3, fence = s.fence + 1, attempts = s.attempts + (s.lease_until is not null)::int
       from due
      where s.ctid = due.ctid
     returning s.enrollment_id, s.node, s.visit, s.plan_no, s.run_no, s.version, s.pid, s.fence, s.attempts, s.hops,
               s.entered_at, s.arrived_at, s.data`,
    [plan_no, now, lease_until, limit],
  )

/** Takes the steps out of the queue; answers those that were still ours. Their rows stay locked until the end. */
export const takeSteps = async (tx: Sql, steps: ClaimedStep[]): Promise<Set<string>> => {
  const taken = await tx.rows<{ enrollment_id: number; node: string; visit: number }>(
    `delete from marketing_step s
      using unnest($1::bigint[], $2::text[], $3::int[], $4::int[]) as c(enrollment_id, node, visit, fence)
      where s.enrollment_id = c.enrollment_id and s.node = c.node and s.visit = c.visit and s.fence = c.fence
     returning s.enrollment_id, s.node, s.visit`,
    claimColumns(steps),
  )
  return new Set(taken.map(keyOf))
}

/** Gives leases back unused, e.g. when a worker stops or the database went away under it. */
export const handBackSteps = (sql: Sql, steps: ClaimedStep[]): Promise<number> =>
  sql.run(
    `update marketing_step s set lease_until = null
       from unnest($1::bigint[], $2::text[], $3::int[], $4::int[]) as c(enrollment_id, node, visit, fence)
      where s.enrollment_id = c.enrollment_id and s.node = c.node and s.visit = c.visit and s.fence = c.fence`,
    claimColumns(steps),
  )

export const keyOf = (step: { enrollment_id: number; node: string; visit: number }): string =>
  `${step.enrollment_id}:${step.node}:${step.visit}`

const claimColumns = (steps: ClaimedStep[]) => [
  list(steps.map((step) => step.enrollment_id)),
  list(steps.map((step) => step.node)),
  list(steps.map((step) => step.visit)),
  list(steps.map((step) => step.fence)),
]

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
