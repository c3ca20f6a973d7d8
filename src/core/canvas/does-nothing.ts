import type { Canvas } from "./schema"

type Kinds = ReadonlyMap<string, { group: string; entry?: boolean; watches?: unknown }>

/** Say who comes, which way and when. */
const ONLY_SORTING = new Set(["who", "flow", "sets"])

/**
 * Whether nothing comes of it that people walk through this canvas: nobody is reached, given or marked with anything, no goal is
 * watched and nothing measured. A guest's kind may do anything, wherever the palette has it.
 */
export function doesNothing({ nodes }: Pick<Canvas, "nodes">, kinds: Kinds): boolean {
  return nodes.every(({ kind }) => {
    const { entry, group, watches } = kinds.get(kind) ?? {}
    if (entry || kind === "do-nothing") return true
    return !watches && group !== undefined && ONLY_SORTING.has(group) && !kind.includes(":")
  })
}
