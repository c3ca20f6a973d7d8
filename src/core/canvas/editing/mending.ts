import type { Problem } from "../../problem"
import type { Canvas, CanvasEdge } from "../schema"

/** Lines that lead nowhere, or where none can lead: nobody loses a way that ever worked. */
const WRONG_LINES = new Set(["canvas/dangling-edge", "canvas/edge-into-entry", "canvas/unknown-input"])

/**
 * The lines to take away so that a problem is gone, where that is safe; none where somebody has to think. `checked` is the drawing
 * that the problem speaks of.
 */
export function mendOf({ code, path }: Problem, checked: Canvas): CanvasEdge[] {
  if (WRONG_LINES.has(code)) {
    const edge = checked.edges[Number(/^edges\.(\d+)$/.exec(path)?.[1] ?? Number.NaN)]
    return edge ? [edge] : []
  }
  const [, node, port] = /^nodes\.([^.]+)\.ports\.(.+)$/.exec(path) ?? []
  const leaving = checked.edges.filter((edge) => edge.from === node && edge.port === port)
  if (code === "canvas/unknown-port") return leaving
  // The first one drawn is the one that people take.
  return code === "canvas/port-taken" ? leaving.slice(1) : []
}
