import type { Canvas } from "./schema"

/** What one card would send or give. */
export type AtStake = {
  node: string
  kind: string
  name?: string
  /** Heads that would come to it; null where it cannot be said beforehand. */
  heads: number | null
  /** Points to all of them together, where it gives points. */
  points: number | null
}

/** Cards that send messages or give benefits, in the order of the canvas, with what the estimate says about them. */
export const atStakeOf = (
  { nodes }: Canvas,
  heads: Record<string, number | null>,
  groupOf: (kind: string) => string | undefined,
): AtStake[] =>
  nodes
    .filter((node) => ["reach", "give"].includes(groupOf(node.kind) ?? ""))
    .map(({ id, kind, name, settings }) => {
      const count = heads[id] ?? null
      const each = kind === "points" && typeof settings.amount === "number" ? settings.amount : null
      return {
        node: id,
        kind,
        ...(name ? { name } : {}),
        heads: count,
        points: count === null || each === null ? null : count * each,
      }
    })
