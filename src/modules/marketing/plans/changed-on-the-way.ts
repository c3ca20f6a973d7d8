import { graphOf, reachableFrom } from "../../../core/canvas/graph"
import type { Canvas } from "../../../core/canvas/schema"
import type { Part } from "../../../core/rules/parts-asked"
import type { Effect } from "../../../extension/outcome"
import type { RecallPeople } from "../audience/recall-people"
import type { Database } from "../database"
import { partsOfEffect } from "../doings"
import type { Drawing, Stop } from "../engine/drawing"

/** Cards whose conditions ask for what cards before them give or write: who goes which way there, counting people as they are does not tell. */
export async function asksForChanged(
  { database, recallPeople }: { database: Database; recallPeople: RecallPeople },
  canvas: Canvas,
  { stops }: Drawing,
): Promise<ReadonlySet<string>> {
  const asking = [...stops.values()].filter(({ rules }) => rules.length > 0)
  const rules = asking.flatMap((stop) => stop.rules.map(({ rule }) => rule))
  const changing = [...stops.values()].filter((stop) => effectsOf(stop).length > 0)
  if (rules.length === 0 || changing.length === 0) return new Set()
  const recall = await recallPeople(database, { rules, without: null })
  const graph = graphOf(canvas)
  const found = new Set<string>()
  for (const stop of changing) {
    const parts = new Set<Part>(effectsOf(stop).flatMap(partsOfEffect))
    const behind = reachableFrom(graph, graph.after(stop.id))
    for (const { id, rules: its } of asking) {
      const asked = recall.partsOf({ rules: its.map(({ rule }) => rule), fields: [] })
      if (behind.has(id) && [...asked].some((part) => parts.has(part))) found.add(id)
    }
  }
  return found
}

const NOW = new Date(0)

/** What a card gives or writes by its settings alone; none where it asks for more to answer. */
export function effectsOf({ id, run, settings, broken, entry }: Stop): Effect[] {
  if (broken || entry) return []
  const visit = {
    ...{ enrollment_id: 1, pid: 0, node_id: id, visit: 1, state: {}, attempt: 1 },
    ...{ entered_at: NOW, arrived_at: NOW },
  }
  try {
    const outcome = run({ settings, visit, facts: {}, now: NOW, zone: "UTC", chance: () => 0 })
    return outcome.do === "go" ? (outcome.effects ?? []) : []
  } catch {
    return []
  }
}
