import type { Canvas, CanvasNode } from "../schema"
import type { Ways } from "./ways"

/** A card of the list with its ways out; `again`: people come to a card that stands further up. */
export type OutlineLine = { node: CanvasNode; ways: OutlineWay[] } | { again: CanvasNode }
export type OutlineWay = { port: string; then: OutlineLine[] }

/**
 * The drawing as a list to read from top to bottom: what follows by the only way out stands below, what follows by one of several
 * stands under it. Cards that nobody comes to are at the end.
 */
export function outlineOf(canvas: Canvas, ways: Ways): OutlineLine[] {
  const byId = new Map(canvas.nodes.map((node) => [node.id, node]))
  const next = new Map(canvas.edges.map((edge) => [`${edge.from} ${edge.port}`, byId.get(edge.to)]))
  const listed = new Set<string>()

  const from = (start: CanvasNode | undefined): OutlineLine[] => {
    const lines: OutlineLine[] = []
    for (let node = start; node; ) {
      if (listed.has(node.id)) return [...lines, { again: node }]
      listed.add(node.id)
      const here: CanvasNode = node
      const ports = ways.ports(here)
      const onward = (port: string) => next.get(`${here.id} ${port}`)
      if (ports.length > 1) {
        // First the line, then what is behind it: what is said twice is said first where it comes first.
        lines.push({ node: here, ways: ports.map((port) => ({ port, then: from(onward(port)) })) })
        return lines
      }
      lines.push({ node: here, ways: ports.map((port) => ({ port, then: [] })) })
      node = ports[0] === undefined ? undefined : onward(ports[0])
    }
    return lines
  }

  const reached = new Set(canvas.edges.filter((edge) => byId.has(edge.from)).map((edge) => edge.to))
  const begins = canvas.nodes.filter((node) => ways.inputs(node).length === 0 && ways.ports(node).length > 0)
  const loose = canvas.nodes.filter((node) => !reached.has(node.id))
  return [...begins, ...loose, ...canvas.nodes].flatMap((node) => (listed.has(node.id) ? [] : from(node)))
}

/** The same cards one after the other, as one would tell the plan: along each way to its end before the next. */
export const walkingOrder = (canvas: Canvas, ways: Ways): CanvasNode[] => {
  const told = (lines: OutlineLine[]): CanvasNode[] =>
    lines.flatMap((line) =>
      "again" in line ? [] : [line.node, ...line.ways.flatMap(({ then }) => told(then))],
    )
  return told(outlineOf(canvas, ways))
}
