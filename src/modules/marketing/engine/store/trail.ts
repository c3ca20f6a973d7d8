import type { Sql } from "../../database"
import { list } from "../../row-table"

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

/** People who finished the same visit at the same time: written out once. */
type Way = FinishedVisit["passed"] & { way: number; run_no: number; people: number }

const isSame = (a: FinishedVisit["passed"], b: FinishedVisit["passed"]): boolean =>
  a.hop === b.hop &&
  a.visit === b.visit &&
  a.reason === b.reason &&
  a.arrived_at.getTime() === b.arrived_at.getTime()

/** Writes finished visits to the log and counts them by port. All of one plan. */
export async function writeTrail(tx: Sql, visits: FinishedVisit[], now: Date): Promise<void> {
  if (visits.length === 0) return
  const ways: Way[] = []
  const waysOut = new Map<string, Way[]>()
  const wayOf = visits.map(({ step: { run_no }, passed }) => {
    const out = `${passed.node} ${passed.port}`
    const known = waysOut.get(out) ?? []
    let way = known.find((one) => one.run_no === run_no && isSame(one, passed))
    if (!way) {
      way = { ...passed, way: ways.length, run_no, people: 0 }
      ways.push(way)
      waysOut.set(out, [...known, way])
    }
    way.people++
    return way.way
  })
  const asked = JSON.stringify(ways)
  await tx.run(
    `with way as materialized (
       select * from jsonb_to_recordset($1) as w(way int, run_no int, node text, visit int, hop int, port text, reason text,
                                                 arrived_at timestamptz))
     insert into marketing_step_log (finished_at, enrollment_id, node, visit, hop, plan_no, run_no, pid, port, reason, arrived_at)
     select $2, v.enrollment_id, way.node, way.visit, way.hop, $3, way.run_no, v.pid, way.port, way.reason, way.arrived_at
       from unnest($4::int[], $5::bigint[], $6::int[]) as v(way, enrollment_id, pid)
       join way using (way)`,
    [
      asked,
      now,
      visits[0]!.step.plan_no,
      list(wayOf),
      list(visits.map((v) => v.step.enrollment_id)),
      list(visits.map((v) => v.step.pid)),
    ],
  )
  // Last and in one order: two workers of one run meet here for the shortest time and never crosswise.
  await tx.run(
    `insert into marketing_node_count (run_no, node, port, passed)
     select run_no, node, coalesce(port, ''), sum(people)
       from jsonb_to_recordset($1) as w(run_no int, node text, port text, people int)
      group by 1, 2, 3 order by 1, 2, 3
     on conflict (run_no, node, port) do update set passed = marketing_node_count.passed + excluded.passed`,
    [asked],
  )
}
