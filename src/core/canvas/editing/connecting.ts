import type { Canvas, CanvasEdge, CanvasNode } from "../schema"
import { isSameEdge } from "./edits"
import type { Ways } from "./ways"

export type WhyNot =
  | "itself"
  | "no_such_card"
  | "no_such_port"
  | "into_entry"
  | "no_such_input"
  | "there_already"

/**
 * Where a card goes that is added behind another and nobody says by which way: a free way on, or else the line of the first one. Never
 * the way of those who were turned away. Null: nobody goes on from that card.
 */
export function placeAfter(
  canvas: Canvas,
  node: CanvasNode,
  ways: Ways,
): { port: string } | { line: CanvasEdge } | null {
  const known = ways.main(node)
  const leaving = (port: string) => canvas.edges.find((edge) => edge.from === node.id && edge.port === port)
  const port = known.find((one) => !leaving(one)) ?? known[0]
  if (port === undefined) return null
  const line = leaving(port)
  return line ? { line } : { port }
}

/** Why a way cannot be drawn, or null. A circle can be: whether people may walk in it depends on what waits in it. */
export function whyNotConnect(canvas: Canvas, edge: CanvasEdge, ways: Ways): WhyNot | null {
  const from = canvas.nodes.find((node) => node.id === edge.from)
  const to = canvas.nodes.find((node) => node.id === edge.to)
  if (!from || !to) return "no_such_card"
  if (from === to) return "itself"
  if (!ways.ports(from).includes(edge.port)) return "no_such_port"
  const inputs = ways.inputs(to)
  if (inputs.length === 0) return "into_entry"
  if (!inputs.includes(edge.input)) return "no_such_input"
  return canvas.edges.some((other) => isSameEdge(other, edge)) ? "there_already" : null
}
