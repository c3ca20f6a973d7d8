import type { Sql } from "../../database"
import { list, moments } from "../../row-table"

/** One finished visit of a person. */
export type FinishedVisit = {
  step: { enrollment_id: number; plan_no: number; run_no: number; pid: number }
  passed: {
    node: string
    visit: number
    hop: number
    port: string | null
    reason: string | null
    arrived_at: Date
  }
}

type Way = {
  way: number
  run_no: number
  node: string
  port: string | null
  reason: string | null
  passed: number
}

/** Writes finished visits to the log and counts them per way. All of one plan. */
export async function writeTrail(tx: Sql, visits: FinishedVisit[], now: Date): Promise<void> {
  if (visits.length === 0) return
  const ways = new Map<string, Way>()
  const wayOf = visits.map(({ step: { run_no }, passed: { node, port, reason } }) => {
    const key = `${run_no} ${node} ${port} ${reason}`
    let way = ways.get(key)
    if (!way) {
      way = { way: ways.size, run_no, node, port, reason, passed: 0 }
      ways.set(key, way)
    }
    way.passed++
    return way.way
  })
  await tx.run(
    `with way as materialized (
       select * from jsonb_to_recordset($1) as w(way int, run_no int, node text, port text, reason text))
     insert into marketing_step_log (finished_at, enrollment_id, node, visit, hop, plan_no, run_no, pid, port, reason, arrived_at)
     select $2, v.enrollment_id, way.node, v.visit, v.hop, $3, way.run_no, v.pid, way.port, way.reason, v.arrived_at
       from unnest($4::int[], $5::bigint[], $6::int[], $7::int[], $8::int[], $9::timestamptz[])
              as v(way, enrollment_id, visit, hop, pid, arrived_at)
       join way using (way)`,
    [
      JSON.stringify([...ways.values()]),
      now,
      visits[0]!.step.plan_no,
      list(wayOf),
      list(visits.map((v) => v.step.enrollment_id)),
      list(visits.map((v) => v.passed.visit)),
      list(visits.map((v) => v.passed.hop)),
      list(visits.map((v) => v.step.pid)),
      moments(visits.map((v) => v.passed.arrived_at)),
    ],
  )
  // Last and in one order: two workers of one run meet here for the shortest time and never crosswise.
  await tx.run(
    `insert into marketing_node_count (run_no, node, port, passed)
     select run_no, node, coalesce(port, ''), sum(passed)
       from jsonb_to_recordset($1) as w(run_no int, node text, port text, passed int)
      group by 1, 2, 3 order by 1, 2, 3
     on conflict (run_no, node, port) do update set passed = marketing_node_count.passed + excluded.passed`,
    [JSON.stringify([...ways.values()])],
  )
}
