import type { Canvas, CanvasEdge } from "../schema"
import { isSameEdge } from "./edits"
import type { Ways } from "./ways"

export type WhyNot =
  | "itself"
  | "no_such_card"
  | "no_such_port"
  | "into_entry"
  | "no_such_input"
  | "there_already"

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
