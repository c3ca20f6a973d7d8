import { type Drawn, differenceOf, saysSame } from "./difference"
import type { Canvas } from "./schema"

/** How much is not the same in two states of a draft. */
export type Changes = {
  added: number
  removed: number
  changed: number
  ways: number
  settings: number
  /** Where cards lie, or what is noted beside them. */
  layout: boolean
}

/** A plan's type counts as one of its settings. */
type Stood = Drawn & { canvas: Canvas; type?: string }

export function changesOf(before: Stood, after: Stood): Changes {
  const { nodes, edges, settings } = differenceOf(before, after)
  const count = (change: string) => nodes.filter((node) => node.change === change).length
  return {
    added: count("added"),
    removed: count("removed"),
    changed: count("changed"),
    ways: edges.length,
    settings: settings.length + (before.type === after.type ? 0 : 1),
    layout: isMoved(before.canvas, after.canvas),
  }
}

/** Cards that came or went moved nothing by that. */
function isMoved(before: Canvas, after: Canvas): boolean {
  const places = new Map(before.nodes.map(({ id, position }) => [id, position]))
  const moved = after.nodes.some(({ id, position }) => {
    const was = places.get(id)
    return was !== undefined && (was.x !== position.x || was.y !== position.y)
  })
  return moved || !saysSame(before.notes, after.notes)
}
