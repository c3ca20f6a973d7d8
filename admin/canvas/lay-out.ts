import dagre from "@dagrejs/dagre"
import { moveParts } from "../../src/core/canvas/editing/edits"
import { freePlace } from "../../src/core/canvas/editing/placing"
import type { Canvas, CanvasNode } from "../../src/core/canvas/schema"

/** Size of a card in the drawing's own units; the card is drawn in exactly this size. */
export const CARD = { width: 240, height: 140 }

type Place = { x: number; y: number }

type Drawn = Pick<Canvas, "nodes" | "edges">

/** Nobody has drawn it yet: all of the cards lie on one spot. */
export const isUnplaced = ({ nodes }: Drawn): boolean =>
  nodes.length > 1 && new Set(nodes.map(({ position }) => `${position.x} ${position.y}`)).size === 1

/** Where the cards stand: as drawn, or laid out when nobody has drawn it yet. */
export const placesOf = (canvas: Drawn): Map<string, Place> =>
  isUnplaced(canvas) ? layOut(canvas) : new Map(canvas.nodes.map((node) => [node.id, node.position]))

/** A drawing whose cards all lie on one spot is laid out before anything is done to it. */
export const placed = (canvas: Canvas): Canvas =>
  isUnplaced(canvas) ? moveParts(canvas, layOut(canvas)) : canvas

/** Cards that are gone, where they were or straight below what lies there now. */
export function placedGhosts({ nodes }: Drawn, ghosts: CanvasNode[]): CanvasNode[] {
  const shown: CanvasNode[] = []
  for (const ghost of ghosts) {
    const position = freePlace({ nodes: [...nodes, ...shown], edges: [], notes: [] }, ghost.position, CARD)
    shown.push({ ...ghost, position })
  }
  return shown
}

/** From left to right along the ways. */
export function layOut(canvas: Drawn): Map<string, Place> {
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
