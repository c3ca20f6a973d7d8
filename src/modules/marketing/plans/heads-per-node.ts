import { audienceOf } from "../../../core/canvas/audience-of"
import { graphOf, topologicalOrder } from "../../../core/canvas/graph"
import type { Canvas } from "../../../core/canvas/schema"
import type { Registry } from "../../../extension/registry"
import type { Database } from "../database"
import { countRows } from "./count-people"
import { type Flow, flowOf, flowsThrough } from "./flows"
import type { SelectPeople } from "./neighbours"

/** Counting stops being worth its time when so many different crowds meet at one node. */
const MOST_FLOWS = 64

type Parts = { database: Database; registry: Registry; selectPeople: SelectPeople }

/** Heads that would come to each node if everything happened now; null where it cannot be said. */
export async function headsPerNode(
  { database, registry, selectPeople }: Parts,
  canvas: Canvas,
): Promise<Record<string, number | null>> {
  const graph = graphOf(canvas)
  const order = topologicalOrder(graph)
  if (!order) return Object.fromEntries(canvas.nodes.map((node) => [node.id, null]))

  const arriving = new Map<string, Flow[]>()
  const heads: Record<string, number | null> = {}
  const unclear = new Set<string>()
  const count = countOnce(database)
  for (const id of order) {
    const node = graph.nodes.get(id)!
    const who = registry.kinds.get(node.kind)?.entry ? audienceOf(node) : null
    const flows = who ? [flowOf(await selectPeople(who))] : (arriving.get(id) ?? [])
    if (unclear.has(id) || flows.length > MOST_FLOWS) {
      for (const to of graph.after(id)) unclear.add(to)
      heads[id] = null
      continue
    }
    let sum = 0
    for (const flow of flows) sum += flow.share * (await count(flow))
    heads[id] = Math.round(sum)
    for (const [port, leaving] of await flowsThrough(node, registry, flows, selectPeople)) {
      const to = graph.next(id, port)
      if (to !== null) arriving.set(to, merged([...(arriving.get(to) ?? []), ...leaving]))
    }
  }
  return heads
}

/** The same crowd passes many nodes; it is counted once. */
function countOnce(database: Database): (flow: Flow) => Promise<number> {
  const counted = new Map<string, number>()
  return async ({ key, people }) => {
    const heads = counted.get(key) ?? (await countRows(database, people))
    counted.set(key, heads)
    return heads
  }
}

/** The same crowd by two ways, e.g. behind a split, is one flow with both shares. */
function merged(flows: Flow[]): Flow[] {
  const byKey = new Map<string, Flow>()
  for (const flow of flows)
    byKey.set(flow.key, { ...flow, share: flow.share + (byKey.get(flow.key)?.share ?? 0) })
  return [...byKey.values()]
}
