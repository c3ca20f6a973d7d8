import { canvasSchema } from "../../../src/core/canvas/schema"
import type { Keep } from "./open-draft"

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
  return {
    read: () =>
      quietly(() => {
        const text = localStorage.getItem(key)
        if (!text) return null
        const { base, canvas } = JSON.parse(text) as { base: unknown; canvas: unknown }
        return { base: canvasSchema.parse(base), canvas: canvasSchema.parse(canvas) }
      }),
    write: (kept) => void quietly(() => localStorage.setItem(key, JSON.stringify(kept))),
    forget: () => void quietly(() => localStorage.removeItem(key)),
  }
}
