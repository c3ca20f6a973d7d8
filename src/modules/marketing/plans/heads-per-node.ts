import { graphOf, topologicalOrder } from "../../../core/canvas/graph"
import type { Canvas } from "../../../core/canvas/schema"
import type { Door, PeopleAtDoors } from "../audience/people-at-doors"
import type { Database } from "../database"
import { combine, type PeopleQuery } from "../people-query"
import { countRows, ESTIMATE_LOT } from "./count-people"
import { type Flow, type FlowParts, flowOf, flowsThrough } from "./flows"

/** Counting stops being worth its time when so many different crowds meet at one node. */
const MOST_FLOWS = 64

type Parts = FlowParts & { database: Database; peopleAtDoors: PeopleAtDoors }

/** Heads by node; a node about which nothing can be said has null in `sure`, and stands in `at_most` where at least that is known. */
export type Heads = { sure: Record<string, number | null>; at_most: Record<string, number> }

/** Heads that would come to each node if everything happened now, `audience` of them in all. */
export async function headsPerNode(
  { database, peopleAtDoors, ...parts }: Parts,
  canvas: Canvas,
  audience: number,
  /** Cards whose ways counting people as they are does not tell. */
  untold: ReadonlySet<string>,
): Promise<Heads> {
  const graph = graphOf(canvas)
  const order = topologicalOrder(graph)
  if (!order) return { sure: Object.fromEntries(canvas.nodes.map((node) => [node.id, null])), at_most: {} }

  const arriving = new Map<string, Flow[]>()
  const heads: Heads = { sure: {}, at_most: {} }
  const unclear = new Set<string>()
  const count = countOnce(database)
  const arrive = (to: string | null, flows: Flow[]) => {
    if (to !== null) arriving.set(to, merged([...(arriving.get(to) ?? []), ...flows]))
  }
  const { doors, at } = await peopleAtDoors(canvas, ESTIMATE_LOT)
  for (const { node, to, people } of eachByOneDoor(doors)) {
    if (parts.registry.kinds.get(graph.nodes.get(node)!.kind)?.entry) at.set(node, people)
    arrive(to, [flowOf(people)])
  }
  for (const id of order) {
    const node = graph.nodes.get(id)!
    if (at.has(id)) {
      const people = at.get(id)
      heads.sure[id] = people ? await count(flowOf(people)) : 0
      continue
    }
    const flows = arriving.get(id) ?? []
    const known = !unclear.has(id) && flows.length <= MOST_FLOWS
    const ways = known && !untold.has(id) ? await flowsThrough(node, flows, parts) : null
    if (!ways) for (const to of graph.after(id)) unclear.add(to)
    const sum = known ? Math.round(await sumOf(flows, count)) : null
    heads.sure[id] = sum === 0 || flows.every(({ sure }) => sure) ? sum : null
    if (sum !== null && heads.sure[id] === null) heads.at_most[id] = Math.min(sum, audience)
    const ends = new Set(ways?.map(([port]) => graph.next(id, port)))
    // Where all ways lead to one card it does not matter who takes which.
    if (ends.size === 1) arrive([...ends][0]!, flows)
    else for (const [port, leaving] of ways ?? []) arrive(graph.next(id, port), leaving)
  }
  return heads
}

type OneDoor = Pick<Door, "node" | "to"> & { people: PeopleQuery }

/** Whoever could come in by several doors comes in by the first drawn. */
function eachByOneDoor(doors: Door[]): OneDoor[] {
  const before: PeopleQuery[] = []
  return doors.flatMap(({ node, to, people }) => {
    if (!people) return []
    const mine = before.length > 0 ? combine([people, ...before], "except") : people
    before.push(people)
    return [{ node, to, people: mine }]
  })
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

/** The same crowd by two ways, e.g. behind a split, is one flow with both shares; where both may be everybody's it is everybody. */
function merged(flows: Flow[]): Flow[] {
  const byKey = new Map<string, Flow>()
  for (const flow of flows) {
    const other = byKey.get(flow.key)
    const share = Math.min(1, flow.share + (other?.share ?? 0))
    byKey.set(flow.key, { ...flow, share, sure: flow.sure && other?.sure !== false })
  }
  return [...byKey.values()]
}
