import { audienceOf } from "../../../core/canvas/audience-of"
import { graphOf, topologicalOrder } from "../../../core/canvas/graph"
import type { Canvas } from "../../../core/canvas/schema"
import type { Database } from "../database"
import { countRows } from "./count-people"
import { type Flow, type FlowParts, flowOf, flowsThrough } from "./flows"

/** Counting stops being worth its time when so many different crowds meet at one node. */
const MOST_FLOWS = 64

type Parts = FlowParts & { database: Database }

/** Heads that would come to each node if everything happened now; null where it cannot be said. */
export async function headsPerNode(
  { database, ...parts }: Parts,
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
    const who = audienceOf(node, parts.registry.kinds.get(node.kind))
    const flows = who ? [flowOf(await parts.selectPeople(who))] : (arriving.get(id) ?? [])
    const known = !unclear.has(id) && flows.length <= MOST_FLOWS
    const ways = known ? await flowsThrough(node, flows, parts) : null
    if (!ways) for (const to of graph.after(id)) unclear.add(to)
    heads[id] = known ? Math.round(await sumOf(flows, count)) : null
    for (const [port, leaving] of ways ?? []) {
      const to = graph.next(id, port)
      if (to !== null) arriving.set(to, merged([...(arriving.get(to) ?? []), ...leaving]))
    }
  }
  return heads
}

async function sumOf(flows: Flow[], count: (flow: Flow) => Promise<number>): Promise<number> {
  let sum = 0
  for (const flow of flows) sum += flow.share * (await count(flow))
  return sum
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
