import dagre from "@dagrejs/dagre"
import type { Canvas } from "../../src/core/canvas/schema"

/** Size of a card in the drawing's own units; the card is drawn in exactly this size. */
export const CARD = { width: 240, height: 140 }

type Place = { x: number; y: number }

/** Where the cards stand: as drawn, or laid out from top to bottom when all of them lie on one spot. */
export function placesOf(canvas: Pick<Canvas, "nodes" | "edges">): Map<string, Place> {
  const drawn = new Set(canvas.nodes.map((node) => `${node.position.x} ${node.position.y}`))
  if (drawn.size > 1 || canvas.nodes.length < 2)
    return new Map(canvas.nodes.map((node) => [node.id, node.position]))
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: "LR", nodesep: 48, ranksep: 96 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const node of canvas.nodes) graph.setNode(node.id, { ...CARD })
  for (const edge of canvas.edges)
    if (graph.hasNode(edge.from) && graph.hasNode(edge.to)) graph.setEdge(edge.from, edge.to)
  dagre.layout(graph)
  return new Map(
    canvas.nodes.map((node) => {
      const { x, y } = graph.node(node.id)
      return [node.id, { x: x - CARD.width / 2, y: y - CARD.height / 2 }]
    }),
  )
}
