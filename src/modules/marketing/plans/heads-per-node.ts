import { graphOf, topologicalOrder } from "../../../core/canvas/graph"
import type { Canvas } from "../../../core/canvas/schema"
import type { PeopleAtDoors } from "../audience/people-at-doors"
import type { Database } from "../database"
import { countRows, ESTIMATE_LOT } from "./count-people"
import { type Flow, type FlowParts, flowOf, flowsThrough } from "./flows"

/** Counting stops being worth its time when so many different crowds meet at one node. */
const MOST_FLOWS = 64

type Parts = FlowParts & { database: Database; peopleAtDoors: PeopleAtDoors }

/** Heads that would come to each node if everything happened now; null where it cannot be said. */
export async function headsPerNode(
  { database, peopleAtDoors, ...parts }: Parts,
  canvas: Canvas,
  /** Cards whose ways counting people as they are does not tell. */
  untold: ReadonlySet<string>,
): Promise<Record<string, number | null>> {
  const graph = graphOf(canvas)
  const order = topologicalOrder(graph)
  if (!order) return Object.fromEntries(canvas.nodes.map((node) => [node.id, null]))

  const arriving = new Map<string, Flow[]>()
  const heads: Record<string, number | null> = {}
  const unclear = new Set<string>()
  const count = countOnce(database)
  const { doors, at } = await peopleAtDoors(canvas, ESTIMATE_LOT)
  for (const { to, people } of doors)
    if (to !== null && people) arriving.set(to, merged([...(arriving.get(to) ?? []), flowOf(people)]))
  for (const id of order) {
    const node = graph.nodes.get(id)!
    if (at.has(id)) {
      const people = at.get(id)
      heads[id] = people ? await count(flowOf(people)) : 0
      continue
    }
    const flows = arriving.get(id) ?? []
    const known = !unclear.has(id) && flows.length <= MOST_FLOWS
    const ways = known && !untold.has(id) ? await flowsThrough(node, flows, parts) : null
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
