import { z } from "zod"
import { edgeSchema, nodeSchema, noteSchema } from "../../../src/core/canvas/schema"
import type { Keep } from "./open-draft"

/** Also a drawing that the server finds too large: it is somebody's work, and undo makes it smaller. */
const drawing = z.object({
  nodes: z.array(nodeSchema),
  edges: z.array(edgeSchema),
  notes: z.array(noteSchema),
})
const keptSchema = z.object({ by: z.string(), base: drawing, canvas: drawing })

/** This page, among the windows of one browser. */
const ME = Math.random().toString(36).slice(2)

/** Keeps what is not saved in the browser. Where that is full or forbidden, the server alone keeps it. */
export function keepFor(plan_id: string): Keep {
  const key = `marketing.draft.${plan_id}`
  const quietly = <T>(act: () => T): T | null => {
    try {
      return act()
    } catch {
      return null
    }
  }
  const read = () =>
    quietly(() => {
      const text = localStorage.getItem(key)
      return text ? keptSchema.parse(JSON.parse(text)) : null
    })
  return {
    read,
    write: (kept) => void quietly(() => localStorage.setItem(key, JSON.stringify({ by: ME, ...kept }))),
    forget: (whose) => {
      if (whose === "anybody" || read()?.by === ME) quietly(() => localStorage.removeItem(key))
    },
  }
}
