import type { Sql } from "../../database"
import { list, rowTable } from "../../row-table"
import type { HeldStep } from "./steps"

/** Somebody of a version as she stands, held by the transaction. */
export type Standing = Omit<HeldStep, "version"> & { state: "ready" | "parked"; run_at: Date }

/**
 * The next people of a version, rising by enrollment; their steps are held until the transaction ends. Who is in the hands of a worker
 * that is just writing is left out: she is met again in the next round.
 */
export const holdStanding = (
  tx: Sql,
  { plan_no, version, after, limit }: { plan_no: number; version: number; after: number; limit: number },
): Promise<Standing[]> =>
  tx.rows<Standing>(
    `select enrollment_id, pid, node, visit, plan_no, run_no, fence, attempts, hops, entered_at, arrived_at, data, state, run_at
       from marketing_step
      where enrollment_id > $3 and plan_no = $1 and version = $2
      order by enrollment_id limit $4 for update skip locked`,
    [plan_no, version, after, limit],
  )

export type PassedNode = { enrollment_id: number; node: string; visit: number; port: string | null }

/** Every node that these people have left behind, with how often, and by which way the last time. */
export const passedNodes = (tx: Sql, enrollments: number[]): Promise<PassedNode[]> =>
  tx.rows<PassedNode>(
    `select distinct on (enrollment_id, node) enrollment_id, node, visit, port
       from marketing_step_log where enrollment_id = any($1::bigint[])
      order by enrollment_id, node, visit desc, hop desc`,
    [list(enrollments)],
  )

/**
 * Cards at which these people got something: an effect, a message that went or will go, a call of a webhook. Asked of what
 * was written, never reckoned from when somebody moved: who was only put off got nothing.
 */
export const nodesThatGave = async (
  tx: Sql,
  people: readonly Pick<Standing, "enrollment_id" | "pid">[],
  visits: readonly Pick<PassedNode, "enrollment_id" | "node" | "visit">[],
): Promise<Map<number, Set<string>>> => {
  const rows = await tx.rows<{ enrollment_id: number; node: string }>(
    `select enrollment_id, node from marketing_effect where enrollment_id = any($1::bigint[]) and done
     union
     select enrollment_id, node from marketing_send
      where pid = any($2::int[]) and enrollment_id = any($1::bigint[]) and state in ('queued', 'sending', 'sent', 'unknown')
     union
     select split_part(key, ':', 1)::bigint, node from marketing_webhook_call where key = any($3::text[])`,
    [
      list(people.map(({ enrollment_id }) => enrollment_id)),
      list(people.map(({ pid }) => pid)),
      visits.map(({ enrollment_id, node, visit }) => `${enrollment_id}:${node}:${visit}`),
    ],
  )
  const gave = new Map<number, Set<string>>()
  for (const { enrollment_id, node } of rows)
    gave.set(enrollment_id, (gave.get(enrollment_id) ?? new Set()).add(node))
  return gave
}

export type Placed = {
  enrollment_id: number
  node: string
  visit: number
  to_node: string
  to_visit: number
  state: "ready" | "parked"
  run_at: Date
  arrived_at: Date
  attempts: number
  hops: number
  data: object
}

/** Puts people into the new version; whoever claimed them before finds them no longer hers. */
export async function placeAnew(tx: Sql, version: number, placed: Placed[]): Promise<void> {
  if (placed.length === 0) return
  const asked = rowTable(
    placed,
    {
      enrollment_id: "bigint",
      node: "text",
      visit: "int",
      to_node: "text",
      to_visit: "int",
      state: "text",
      run_at: "timestamptz",
      arrived_at: "timestamptz",
      attempts: "int",
      hops: "int",
      data: "jsonb",
    },
    { first: 2 },
  )
  await tx.run(
    `update marketing_step s
        set version = $1, node = asked.to_node, visit = asked.to_visit, state = asked.state, run_at = asked.run_at,
            arrived_at = asked.arrived_at, attempts = asked.attempts, hops = asked.hops, data = asked.data,
            error = case when asked.state = 'parked' then s.error end, lease_until = null, fence = s.fence + 1
       from ${asked.from}
      where s.enrollment_id = asked.enrollment_id and s.node = asked.node and s.visit = asked.visit`,
    [version, ...asked.values],
  )
  await tx.run("update marketing_enrollment set version = $1 where id = any($2::bigint[])", [
    version,
    list(placed.map(({ enrollment_id }) => enrollment_id)),
  ])
}

export const takeOut = (tx: Sql, enrollments: number[]): Promise<number> =>
  tx.run("delete from marketing_step where enrollment_id = any($1::bigint[])", [list(enrollments)])

/** How many people stand where in a version. */
export const standingBy = (
  sql: Sql,
  { plan_no, version }: { plan_no: number; version: number },
): Promise<{ node: string; people: number; parked: number }[]> =>
  sql.rows(
    `select node, count(*) as people, count(*) filter (where state = 'parked') as parked
       from marketing_step where plan_no = $1 and version = $2 group by node order by node`,
    [plan_no, version],
  )

/** Whether a version has people, or is still taking some in. */
export const isLeft = async (
  sql: Sql,
  { plan_no, version }: { plan_no: number; version: number },
): Promise<boolean> =>
  (await sql.one(
    `select 1 where not exists (select 1 from marketing_step where plan_no = $1 and version = $2)
                and not exists (select 1 from marketing_run
                                 where plan_no = $1 and version = $2 and state in ('scheduled', 'enrolling'))`,
    [plan_no, version],
  )) !== undefined
