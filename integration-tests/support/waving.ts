import type { Canvas } from "../../src/core/canvas/schema"
import { settle } from "./plans"
import { addPeople, type World } from "./world"

/** The entry of a plan that lets in who waves. */
export const SEEN_WAVING: [kind: string, settings: Record<string, unknown>] = [
  "trigger:did-something",
  { event: "waved" },
]

/** A triggered plan, saved and published; answers its id. */
export async function publishTriggered(
  { marketing }: World,
  plan: { name: string; canvas: Canvas },
): Promise<string> {
  const { id } = await marketing.savePlan({ plan: { ...plan, type: "triggered" }, actor: "a" })
  await marketing.publishPlan({ plan_id: id, actor: "a" })
  return id
}

export async function republish({ marketing }: World, plan_id: string, canvas: Canvas): Promise<void> {
  await marketing.savePlan({ plan_id, plan: { canvas }, actor: "a" })
  await marketing.publishPlan({ plan_id, actor: "a" })
}

/** Somebody waves at most once; everything that is due because of it is done. */
export async function wave({ marketing, database, clock }: World, pids: number[]): Promise<void> {
  const at = await clock.now()
  await database.transaction((tx) =>
    marketing.recordEvents(
      tx,
      pids.map((pid) => ({ at, key: `waved:${pid}`, name: "waved", pid })),
    ),
  )
  await settle(marketing)
}

/** New people come and wave; answers who they are. */
export async function comeWaving(world: World, heads: number): Promise<number[]> {
  const pids = await addPeople(
    world.database,
    Array.from({ length: heads }, () => ({})),
  )
  await wave(world, pids)
  return pids
}
