import type { Canvas, Position } from "../schema"
import { moveParts } from "./edits"

export const ALIGNMENTS = [
  "left",
  "centre",
  "right",
  "top",
  "middle",
  "bottom",
  "spread_across",
  "spread_down",
] as const
export type Alignment = (typeof ALIGNMENTS)[number]

/** Lines cards up, or spreads them evenly between the outermost two. */
export function alignParts(canvas: Canvas, ids: readonly string[], how: Alignment): Canvas {
  const chosen = canvas.nodes.filter((node) => ids.includes(node.id))
  if (chosen.length < 2) return canvas
  const axis: keyof Position = ["left", "centre", "right", "spread_across"].includes(how) ? "x" : "y"
  const ends = chosen.map(({ position }) => position[axis])
  const [least, most] = [Math.min(...ends), Math.max(...ends)]
  const places = new Map<string, Position>()
  const put = (id: string, position: Position, at: number) => places.set(id, { ...position, [axis]: at })
  if (how === "spread_across" || how === "spread_down") {
    const gap = (most - least) / (chosen.length - 1)
    const inOrder = [...chosen].sort((a, b) => a.position[axis] - b.position[axis])
    for (const [nth, { id, position }] of inOrder.entries()) put(id, position, least + nth * gap)
  } else {
    const at =
      how === "left" || how === "top"
        ? least
        : how === "right" || how === "bottom"
          ? most
          : (least + most) / 2
    for (const { id, position } of chosen) put(id, position, at)
  }
  // All cards have one size, so their edges and middles line up where their corners do.
  return moveParts(canvas, places)
}
