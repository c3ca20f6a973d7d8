import type { Passed } from "../../../../core/step/walk"
import type { Sql } from "../../database"
import { list } from "../../row-table"

/** The visits that one person finished. */
export type Trail = {
  step: { enrollment_id: number; plan_no: number; run_no: number; pid: number }
  trail: readonly Passed[]
}

/** People who finished the same visit at the same time: written out once. */
type Way = Passed & { way: number; run_no: number; people: number }

const isSame = (a: Passed, b: Passed): boolean =>
  a.hop === b.hop &&
  a.visit === b.visit &&
  a.reason === b.reason &&
  a.arrived_at.getTime() === b.arrived_at.getTime()

/** Writes finished visits to the log and counts them by port. All of one plan. */
export async function writeTrail(tx: Sql, people: readonly Trail[], now: Date): Promise<void> {
  const ways: Way[] = []
  const waysOut = new Map<string, Way[]>()
  const wayOf = (run_no: number, passed: Passed): Way => {
    const out = `${passed.node} ${passed.port}`
    const known = waysOut.get(out) ?? []
    const met = known.find((one) => one.run_no === run_no && isSame(one, passed))
    if (met) return met
    const way = { ...passed, way: ways.length, run_no, people: 0 }
    ways.push(way)
    waysOut.set(out, [...known, way])
    return way
  }
  // One list a column: three visits of thousands of people are not worth an object each.
  const [wayNos, enrollments, pids]: [number[], number[], number[]] = [[], [], []]
  for (const { step, trail } of people)
    for (const passed of trail) {
      const way = wayOf(step.run_no, passed)
      way.people++
      wayNos.push(way.way)
      enrollments.push(step.enrollment_id)
      pids.push(step.pid)
    }
  if (ways.length === 0) return
  // Counted near the end and in one order: two workers of one run meet there for the shortest time and never crosswise.
  await tx.run(
    `with way as materialized (
       select * from jsonb_to_recordset($1) as w(way int, run_no int, node text, visit int, hop int, port text, reason text,
                                                 arrived_at timestamptz, people int)
     ), counted as (
       insert into marketing_node_count (run_no, node, port, passed)
       select run_no, node, coalesce(port, ''), sum(people) from way group by 1, 2, 3 order by 1, 2, 3
       on conflict (run_no, node, port) do update set passed = marketing_node_count.passed + excluded.passed
     )
     insert into marketing_step_log (finished_at, enrollment_id, node, visit, hop, plan_no, run_no, pid, port, reason, arrived_at)
     select $2, v.enrollment_id, way.node, way.visit, way.hop, $3, way.run_no, v.pid, way.port, way.reason, way.arrived_at
       from unnest($4::int[], $5::bigint[], $6::int[]) as v(way, enrollment_id, pid)
       join way using (way)`,
    [JSON.stringify(ways), now, people[0]!.step.plan_no, list(wayNos), list(enrollments), list(pids)],
  )
}
