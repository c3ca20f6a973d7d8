import { saysSame } from "./difference"
import type { Canvas } from "./schema"

export type NoteDifference = {
  note: string
  change: "added" | "removed" | "changed"
  /** What it said and says, where that is another. */
  before?: string
  after?: string
}

/** What is other in a drawing without being other for people: notes, and where cards and notes lie. */
export type Beside = { notes: NoteDifference[]; moved: number }

export function besideOf(before: Canvas, after: Canvas): Beside {
  const old = new Map(before.notes.map((note) => [note.id, note]))
  const kept = new Set(after.notes.map(({ id }) => id))
  const notes = [
    ...after.notes.flatMap(({ id: note, text }): NoteDifference[] => {
      const was = old.get(note)
      if (!was) return [{ note, change: "added", after: text }]
      return was.text === text ? [] : [{ note, change: "changed", before: was.text, after: text }]
    }),
    ...before.notes
      .filter(({ id }) => !kept.has(id))
      .map(({ id: note, text }): NoteDifference => ({ note, change: "removed", before: text })),
  ]
  const noteMoved = after.notes.filter(({ id, position, size }) => {
    const was = old.get(id)
    return was && !(saysSame(was.position, position) && saysSame(was.size, size))
  })
  // What came or went moved nothing by that.
  const places = new Map(before.nodes.map(({ id, position }) => [id, position]))
  const moved = after.nodes.filter(({ id, position }) => {
    const was = places.get(id)
    return was && !saysSame(was, position)
  })
  return { notes, moved: moved.length + noteMoved.length }
}
