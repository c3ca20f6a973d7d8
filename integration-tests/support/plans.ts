import type { AwilixContainer } from "awilix"
import { asFunction, createContainer, InjectionMode } from "awilix"
import { type Canvas, canvasSchema } from "../../src/core/canvas/schema"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import type { Database } from "../../src/modules/marketing/database"
import { type Foundation, registerParts } from "../../src/modules/marketing/parts"

export type Drawn = { plan_no: number; plan_id: string; run_no: number }

/** A canvas from short lines: `{ who: ["everyone"], ask: ["test:ask", { x: 1 }] }` and `"who out ask"`. */
export const draw = (
  nodes: Record<string, [kind: string, settings?: Record<string, unknown>]>,
  edges: string[],
): Canvas =>
  canvasSchema.parse({
    nodes: Object.entries(nodes).map(([id, [kind, settings = {}]]) => ({ id, kind, settings })),
    edges: edges.map((edge) => {
      const [from, port, to] = edge.split(" ")
      return { from, port, to }
    }),
  })

/** A published one-time plan with its run, due when said. */
export async function addPlan(
  database: Database,
  given: {
    canvas: Canvas
    settings?: Record<string, unknown>
    due_at: Date
    id?: string
    type?: "one_time" | "recurring" | "triggered"
  },
): Promise<Drawn> {
  const { canvas, settings = {}, due_at, type = "one_time" } = given
  const plan = (await database.one<{ no: number; id: string }>(
    `insert into marketing_plan (id, name, type, state, settings, canvas, version)
     values (coalesce($1, 'mkplan_' || gen_random_uuid()), 'A plan', $2, 'scheduled', $3, $4, 1) returning no, id`,
    [given.id ?? null, type, JSON.stringify(settings), JSON.stringify(canvas)],
  ))!
  await database.run(
    `insert into marketing_plan_version (plan_no, version, settings, canvas, published_at) values ($1, 1, $2, $3, $4)`,
    [plan.no, JSON.stringify(settings), JSON.stringify(canvas), due_at],
  )
  const run = (await database.one<{ no: number }>(
    `insert into marketing_run (id, plan_no, version, slot, state, due_at)
     values ('mkrun_' || gen_random_uuid(), $1, 1, 'once', 'scheduled', $2) returning no`,
    [plan.no, due_at],
  ))!
  return { plan_no: plan.no, plan_id: plan.id, run_no: run.no }
}

/** Like createMarketing, with verbs put in place of our own: for tests that need a writer that fails or dawdles. */
export function createMarketingWith(
  foundation: Foundation,
  replaced: Record<string, (parts: never) => unknown> = {},
): Marketing {
  const container: AwilixContainer = createContainer({ injectionMode: InjectionMode.PROXY })
  registerParts(container, foundation)
  for (const [name, make] of Object.entries(replaced))
    container.register(name, asFunction(make as () => unknown).singleton())
  return container.cradle as Marketing
}

/** Everything the engine can do now, in the worker's order, until nothing more is due. */
export async function settle(marketing: Marketing): Promise<void> {
  let more = true
  while (more) {
    more = await marketing.startDueRuns()
    more = (await marketing.lookAtDays()) || more
    while (await marketing.takeOccasions()) more = true
    more = (await marketing.enrollRuns()) || more
    while (await marketing.advance()) more = true
    more = (await marketing.endFinishedRuns()) || more
  }
}
