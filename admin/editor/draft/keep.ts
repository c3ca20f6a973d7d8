import { z } from "zod"
import { mergeCanvas } from "../../../src/core/canvas/editing/merge"
import { edgeSchema, nodeSchema, noteSchema } from "../../../src/core/canvas/schema"
import type { Keep, KeptDraft } from "./open-draft"

/** Also a drawing that the server finds too large: it is somebody's work, and undo makes it smaller. */
const drawing = z.object({
  nodes: z.array(nodeSchema),
  edges: z.array(edgeSchema),
  notes: z.array(noteSchema),
})
const keptSchema = z.object({ at: z.number().default(0), base: drawing, canvas: drawing })

type Place = Pick<Storage, "getItem" | "setItem" | "removeItem" | "length" | "key">

/** This page, among the windows of one browser. */
const ME = Math.random().toString(36).slice(2)

/**
 * Keeps what is not saved in the browser, that of each window apart. Where that is full or forbidden, the server alone keeps it.
 */
export function keepFor(plan_id: string, me = ME, place: () => Place = () => localStorage): Keep {
  const root = `marketing.draft.${plan_id}`
  const mine = `${root}.${me}`
  const quietly = <T>(act: () => T): T | null => {
    try {
      return act()
    } catch {
      return null
    }
  }
  /** What was found when this page opened: it is among this page's strokes from then on. */
  const taken = new Map<string, string>()
  const find = (key: string) =>
    quietly(() => {
      const text = place().getItem(key)
      const kept = text === null ? null : keptSchema.parse(JSON.parse(text))
      if (text !== null) taken.set(key, text)
      return kept
    })
  return {
    read: () =>
      quietly(() => {
        const keys = Array.from({ length: place().length }, (_, nth) => place().key(nth) ?? "")
        const all = keys
          .filter((key) => key === root || key.startsWith(`${root}.`))
          .flatMap((key) => find(key) ?? [])
        return together(all.sort((one, other) => one.at - other.at))
      }),
    write: (kept) => void quietly(() => place().setItem(mine, JSON.stringify({ at: Date.now(), ...kept }))),
    forget: () => {
      quietly(() => place().removeItem(mine))
      // Its window may be open and have drawn on.
      for (const [key, text] of taken) quietly(() => place().getItem(key) === text && place().removeItem(key))
      taken.clear()
    },
  }
}

/** What several windows drew and none could save, as one drawing. */
function together([first, ...others]: KeptDraft[]): KeptDraft | null {
  if (!first) return null
  const canvas = others.reduce((all, one) => mergeCanvas(one.base, one.canvas, all).canvas, first.canvas)
  return { base: first.base, canvas }
}
