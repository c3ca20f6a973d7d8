import type { Canvas, CanvasNode } from "./schema"

/** A canvas prepared for walking. Edges whose ends are missing are left out; the check names them. */
export type Graph = {
  nodes: ReadonlyMap<string, CanvasNode>
  /** The node behind a port, or null: who goes out there leaves the plan at its end. */
  next: (node: string, port: string) => string | null
  /** Every node one step further, in the order in which the edges were drawn. */
  after: (node: string) => string[]
}

export function graphOf(canvas: Pick<Canvas, "nodes" | "edges">): Graph {
  const nodes = new Map(canvas.nodes.map((node) => [node.id, node]))
  const ways = new Map<string, Map<string, string>>()
  for (const edge of canvas.edges) {
    if (!nodes.has(edge.from) || !nodes.has(edge.to)) continue
    const ports = ways.get(edge.from) ?? new Map<string, string>()
    // Two edges from one port are refused by the check; the first drawn is the one that counts.
    if (!ports.has(edge.port)) ports.set(edge.port, edge.to)
    ways.set(edge.from, ports)
  }
  return {
    nodes,
    next: (node, port) => ways.get(node)?.get(port) ?? null,
    after: (node) => [...new Set(ways.get(node)?.values() ?? [])],
  }
}

/** Ids of the nodes where people come in. */
export const entriesOf = (
  canvas: Pick<Canvas, "nodes">,
  kinds: ReadonlyMap<string, { entry?: boolean }>,
): string[] => canvas.nodes.filter((node) => kinds.get(node.kind)?.entry).map((node) => node.id)

/** Everything that can be reached from `starts`, they included. */
export function reachableFrom(graph: Graph, starts: string[]): Set<string> {
  const reached = new Set<string>()
  const open = starts.filter((id) => graph.nodes.has(id))
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    open.push(...graph.after(id))
  }
  return reached
}

/**
 * Nodes in an order in which every edge leads forward (ties: as drawn), or null when the canvas has a loop.
 */
export function topologicalOrder(graph: Graph): string[] | null {
  const waitingFor = new Map([...graph.nodes.keys()].map((id) => [id, 0]))
  for (const id of graph.nodes.keys())
    for (const to of graph.after(id)) waitingFor.set(to, waitingFor.get(to)! + 1)
  const order = [...graph.nodes.keys()].filter((id) => waitingFor.get(id) === 0)
  for (let i = 0; i < order.length; i++) {
    for (const to of graph.after(order[i]!)) {
      const left = waitingFor.get(to)! - 1
      waitingFor.set(to, left)
      if (left === 0) order.push(to)
    }
  }
  return order.length === graph.nodes.size ? order : null
}

/**
 * Circles that avoid the nodes of `pausing`: at least one whenever there is any, and no node in two of them.
 * A breadth-first walk from each node: quadratic at worst, some milliseconds for the largest canvas.
 */
export function loopsIn(graph: Graph, pausing: ReadonlySet<string> = new Set()): string[][] {
  const loops: string[][] = []
  const settled = new Set<string>(pausing)
  for (const start of graph.nodes.keys()) {
    if (settled.has(start)) continue
    const way = wayBackTo(graph, start, settled)
    if (way) {
      loops.push(way)
      for (const id of way) settled.add(id)
    } else settled.add(start)
  }
  return loops
}

/** The shortest circle through `start` that avoids `closed`, as the nodes passed, or null. */
function wayBackTo(graph: Graph, start: string, closed: ReadonlySet<string>): string[] | null {
  const cameFrom = new Map<string, string>()
  const open = [start]
  for (const id of open) {
    for (const to of graph.after(id)) {
      if (to === start) return wayTo(cameFrom, start, id)
      if (closed.has(to) || cameFrom.has(to)) continue
      cameFrom.set(to, id)
      open.push(to)
    }
  }
  return null
}

function wayTo(cameFrom: ReadonlyMap<string, string>, start: string, end: string): string[] {
  const way = [end]
  while (way[0] !== start) way.unshift(cameFrom.get(way[0]!)!)
  return way
}

/** Cards that people come through before this one, in the order of the drawing; in a circle it is before itself. */
export function cardsBefore(canvas: Pick<Canvas, "nodes" | "edges">, id: string): CanvasNode[] {
  const graph = graphOf(canvas)
  const back = new Map<string, string[]>()
  for (const from of graph.nodes.keys())
    for (const to of graph.after(from)) back.set(to, [...(back.get(to) ?? []), from])
  const before = new Set<string>()
  const open = [...(back.get(id) ?? [])]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (before.has(one)) continue
    before.add(one)
    open.push(...(back.get(one) ?? []))
  }
  return canvas.nodes.filter((node) => before.has(node.id))
}
