import { besideOf } from "./beside"
import { type Drawn, differenceOf } from "./difference"
import type { Canvas } from "./schema"

/** How much is not the same in two states of a draft. */
export type Changes = {
  added: number
  removed: number
  changed: number
  ways: number
  settings: number
  notes: number
  /** Where cards and notes lie. */
  layout: boolean
}

/** A plan's type counts as one of its settings. */
type Stood = Drawn & { canvas: Canvas; type?: string }

export function changesOf(before: Stood, after: Stood): Changes {
  const { nodes, edges, settings } = differenceOf(before, after)
  const { notes, moved } = besideOf(before.canvas, after.canvas)
  const count = (change: string) => nodes.filter((node) => node.change === change).length
  return {
    added: count("added"),
    removed: count("removed"),
    changed: count("changed"),
    ways: edges.length,
    settings: settings.length + (before.type === after.type ? 0 : 1),
    notes: notes.length,
    layout: moved > 0,
  }
}
