import { type Canvas, type CanvasEdge, type CanvasNode, canvasSchema } from "./schema"

/** A card of a sketch, and the ways out of it that lead on where nobody says which. */
export type Spot = { id: string; column: number; row: number; ports: readonly string[]; input?: string }

/** Distance of cards on the canvas, in its own units. */
const COLUMN = 320
const ROW = 200

type Put = { after?: Spot | Spot[]; row?: number; name?: string }

/**
 * Draws a canvas card by card from left to right: each stands a column behind the last of those that lead to it, in the row
 * of the first unless another is said.
 */
export function sketch() {
  const nodes: CanvasNode[] = []
  const edges: CanvasEdge[] = []

  const put = (kind: string, settings: object, { after = [], row, name }: Put = {}): Spot => {
    const before = Array.isArray(after) ? after : [after]
    const id = `n${nodes.length + 1}`
    const column = Math.max(-1, ...before.map((spot) => spot.column)) + 1
    const at = row ?? before[0]?.row ?? 0
    const position = { x: column * COLUMN, y: at * ROW }
    nodes.push({ id, kind, settings: { ...settings }, position, ...(name ? { name } : {}) })
    for (const { id: from, ports, input = "in" } of before)
      for (const port of ports) edges.push({ from, port, to: id, input })
    return { id, column, row: at, ports: portsOf(kind, settings) }
  }
  return { put, canvas: (): Canvas => canvasSchema.parse({ nodes, edges }) }
}

/** One way out of a card. */
export const way = (spot: Spot, port: string): Spot => ({ ...spot, ports: [port] })

/** Into a named input of the next card. */
export const into = (spot: Spot, input: string): Spot => ({ ...spot, input })

/** Whoever could not be given something goes on like everybody; ways that part have to be named. */
function portsOf(kind: string, settings: object): readonly string[] {
  if (kind.startsWith("benefit:")) return ["granted", "refused"]
  if (kind === "filter") return ["yes"]
  if (kind === "wait-for-event") return ["timeout"]
  if (kind === "sample") return ["sample"]
  if (kind === "split-test") return (settings as { variants: { id: string }[] }).variants.map(({ id }) => id)
  return ["out"]
}
