import { canvasSchema } from "../../src/core/canvas/schema"
import type { Case, Ground } from "../bench"
import { NOW } from "../store"

/** People who wait in the old version when the new one is published. */
const PEOPLE = 100_000

const place = { position: { x: 0, y: 0 } }
/** Everybody has passed one card and waits at the next. */
const waiting = (segment_id: string, days: number) =>
  canvasSchema.parse({
    nodes: [
      { id: "who", kind: "segment", settings: { segment_id }, ...place },
      { id: "known", kind: "filter", settings: { rule: { all: [] } }, ...place },
      { id: "rest", kind: "wait", settings: { amount: days, unit: "days" }, ...place },
    ],
    edges: [
      { from: "who", port: "out", to: "known" },
      { from: "known", port: "yes", to: "rest" },
    ],
  })

/** A plan is published again with another wait, and everybody inside is taken over to it and asked anew. */
export async function moveCases({ database, marketing, customers }: Ground): Promise<Case[]> {
  const heads = Math.min(PEOPLE, customers)
  const segment = await marketing.saveSegment({ name: `Moving ${heads}`, type: "static", actor: "bench" })
  await database.run(
    `insert into marketing_segment_member (segment_no, pid, entered_at)
     select s.no, p.pid, $2 from marketing_segment s, (select pid from marketing_profile order by pid limit $3) p where s.id = $1
     on conflict do nothing`,
    [segment.id, NOW, heads],
  )
  let plan = { id: "", no: 0 }
  const moved = async () =>
    (await database.one<{ people: number }>(
      `select count(*) as people from marketing_step s join marketing_enrollment e on e.id = s.enrollment_id
        where s.plan_no = $1 and s.version = 2 and e.version = 2 and s.run_at = $2`,
      [plan.no, NOW],
    ))!.people
  return [
    {
      name: `moves: ${heads} people taken over to the next version`,
      before: async () => {
        await database.run(
          "truncate marketing_enrollment, marketing_step, marketing_step_log, marketing_effect, marketing_node_count",
        )
        const { id } = await marketing.savePlan({
          plan: { name: "Bench", type: "one_time", canvas: waiting(segment.id, 30) },
          actor: "bench",
        })
        await marketing.publishPlan({ plan_id: id, actor: "bench" })
        await marketing.startDueRuns()
        const run = await database.one<{ no: number; plan_no: number }>(
          "select r.no, r.plan_no from marketing_run r join marketing_plan p on p.no = r.plan_no where p.id = $1",
          [id],
        )
        await marketing.enrollRuns()
        while (await marketing.advance());
        await marketing.savePlan({ plan_id: id, plan: { canvas: waiting(segment.id, 60) }, actor: "bench" })
        await marketing.publishPlan({ plan_id: id, actor: "bench" })
        await database.run("analyze marketing_step, marketing_enrollment, marketing_step_log")
        plan = { id, no: run!.plan_no }
      },
      ours: async () => {
        await marketing.movePeople({ plan_id: plan.id, version: 1, move: { nodes: {} }, actor: "bench" })
        while (await marketing.carryMoves());
        return moved()
      },
      // One statement for all; nobody is asked what she was given, and nothing can be broken off.
      limit: async () => {
        await database.transaction(async (tx) => {
          await tx.run(
            `update marketing_step set version = 2, run_at = $2, lease_until = null, attempts = 0, fence = fence + 1
              where plan_no = $1 and version = 1`,
            [plan.no, NOW],
          )
          await tx.run("update marketing_enrollment set version = 2 where plan_no = $1 and version = 1", [
            plan.no,
          ])
        })
        return moved()
      },
      same: true,
      per_second: heads,
      rounds: 3,
    },
  ]
}
