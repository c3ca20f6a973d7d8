import { type Difference, type Drawn, differenceOf, type NodeDifference } from "./difference"
import type { CanvasEdge, CanvasNode } from "./schema"

export type Mark = NodeDifference["change"]

/** Two states of a plan as one drawing: what is there now, and what is gone where it was. */
export type DrawnDifference = {
  difference: Difference
  /** Cards that are gone. */
  ghosts: CanvasNode[]
  /** Ways that lead elsewhere or nowhere now. */
  gone: CanvasEdge[]
  cards: ReadonlyMap<string, Mark>
  /** By where a way begins, as `wayKey` names it. */
  ways: ReadonlyMap<string, "added">
}

export const wayKey = ({ from, port }: Pick<CanvasEdge, "from" | "port">): string => `${from} ${port}`

export function drawnDifference(before: Drawn, after: Drawn): DrawnDifference {
  const difference = differenceOf(before, after)
  const apart = new Set(difference.edges.map(wayKey))
  const cards = new Map(difference.nodes.map(({ node, change }) => [node, change]))
  const seen = new Set<string>()
  // Of two lines from one way the first counts, as in the walk.
  const gone = before.canvas.edges.filter((edge) => {
    const key = wayKey(edge)
    if (!apart.has(key) || seen.has(key)) return false
    seen.add(key)
    return true
  })
  return {
    difference,
    ghosts: before.canvas.nodes.filter(({ id }) => cards.get(id) === "removed"),
    gone,
    cards,
    ways: new Map(
      difference.edges.filter((way) => way.after !== null).map((way) => [wayKey(way), "added" as const]),
    ),
  }
}
