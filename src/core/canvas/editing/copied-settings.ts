import type { CanvasNode } from "../schema"

/** Where a drawing's conditions about cards come from and go to; `names`: what the cards that came along are called there. */
export type Copied = { from: string | null; to: string; names: ReadonlyMap<string, string> }

/**
 * A copied card's settings, with its conditions asking about the cards that were copied with it. What it asks about a card that stayed
 * behind it goes on asking in the same plan; in another plan that card is missing, as the check says.
 */
export function copiedSettings(
  settings: CanvasNode["settings"],
  { from, to, names }: Copied,
): CanvasNode["settings"] {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy)
    if (typeof value !== "object" || value === null) return value
    const part = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copy(one)]))
    if (typeof part.node !== "string") return part
    const node = names.get(part.node) ?? part.node
    if (part.since === "node") return { ...part, node }
    return typeof part.outcome === "string" && from !== null && part.plan === from
      ? { ...part, plan: to, node }
      : part
  }
  return copy(settings) as CanvasNode["settings"]
}
