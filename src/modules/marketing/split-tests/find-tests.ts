import { graphOf } from "../../../core/canvas/graph"
import type { CanvasNode } from "../../../core/canvas/schema"
import { Missing } from "../../../core/problem"
import type { Metric } from "../../../core/stats/best-arm"
import type { Span } from "../../../core/time/span"
import type { Sql } from "../database"
import type { Drawing, ReadDrawing } from "../engine/drawing"

export const SPLIT_TEST = "split-test"

/** As the kind's own schema read them. */
export type SplitSettings = {
  variants: { id: string; name: string; share: number }[]
  winner?: { metric: Metric; after: Span; least_people: number; test_percent: number }
}
export type FoundTest = { node: CanvasNode; settings: SplitSettings }

/** The plan as it is published; before that it has no tests. Throws Missing. */
export async function findPublished(
  sql: Sql,
  readDrawing: ReadDrawing,
  plan_id: string,
): Promise<{ plan_no: number; drawing: Drawing | null; published_at: Date | null }> {
  const plan = await sql.one<{ no: number; version: number | null; published_at: Date | null }>(
    `select p.no, p.version, v.published_at
       from marketing_plan p left join marketing_plan_version v on v.plan_no = p.no and v.version = p.version
      where p.id = $1 and p.deleted_at is null`,
    [plan_id],
  )
  if (!plan) throw new Missing("plan", plan_id)
  return {
    plan_no: plan.no,
    published_at: plan.published_at,
    drawing: plan.version === null ? null : await readDrawing(plan.no, plan.version),
  }
}

/** The split tests of a drawing, in the order in which they are drawn. */
export const testsIn = ({ canvas, stops }: Drawing): FoundTest[] =>
  [...graphOf(canvas).nodes.values()]
    .filter((node) => node.kind === SPLIT_TEST && !stops.get(node.id)?.broken)
    .map((node) => ({ node, settings: stops.get(node.id)!.settings as SplitSettings }))
