import type { Problem } from "../problem"
import { saysSame } from "./difference"
import { type Graph, graphOf, reachableFrom } from "./graph"
import { refuseCanvas } from "./problems"
import type { Canvas, CanvasNode } from "./schema"

/** For cards of the old version: the new one's card where its people go on, or the reason with which they leave. */
export type NodeMap = Record<string, string | { leave: string }>

/** What becomes of who stands at a card of the old version. */
export type Landing =
  /** The same card is there: her visit goes on. `asked`: its settings are others, so it is asked anew at once. */
  | { do: "stay"; asked: boolean }
  /** She comes to another card now, as if she had just come to it. */
  | { do: "begin"; node: string }
  | { do: "leave"; reason: string }

/** What is told of the people at one card of the old version before anybody is moved. */
export type Moving = {
  node: string
  name?: string
  kind: string
  people: number
  parked: number
  /** null: not said yet, and the card is gone. */
  how: Landing["do"] | null
  to: string | null
  reason?: string
  /** Of a card that is gone: the first one behind it that is still there, where there is one. */
  proposed?: string | null
}
export type MovePreview = { from: number; to: number; people: number; nodes: Moving[]; problems: Problem[] }

/** Whether people can stand at a card: not at entries, goals and sets. */
export type IsPlace = (node: CanvasNode) => boolean

/**
 * Where the people of each card of `before` go on in `after`: where the map says, else at the card with the same id. A problem for
 * each card that is gone and not in the map, and for each line of the map that leads nowhere.
 */
export function landingsOf(
  before: Pick<Canvas, "nodes">,
  after: Pick<Canvas, "nodes">,
  map: NodeMap,
  isPlace: IsPlace,
): { landings: Map<string, Landing>; problems: Problem[] } {
  const news = new Map(after.nodes.map((node) => [node.id, node]))
  const olds = new Set(before.nodes.map((node) => node.id))
  const landings = new Map<string, Landing>()
  const problems = Object.keys(map)
    .filter((id) => !olds.has(id))
    .map((id) => refuseCanvas("move/no-such-card", `nodes.${id}`, { node: id }))
  for (const node of before.nodes) {
    const path = `nodes.${node.id}`
    const name = node.name || node.id
    const is_said = Object.hasOwn(map, node.id)
    const wish = (is_said && map[node.id]) || node.id
    const target = typeof wish === "string" ? news.get(wish) : undefined
    if (typeof wish !== "string") landings.set(node.id, { do: "leave", reason: wish.leave })
    else if (target && isPlace(target)) landings.set(node.id, landAt(node, target))
    else if (is_said) problems.push(refuseCanvas("move/no-place", path, { name, to: wish }))
    else if (isPlace(node)) problems.push(refuseCanvas("move/unmapped", path, { name }))
  }
  return { landings, problems }
}

const landAt = (node: CanvasNode, target: CanvasNode): Landing =>
  node.id === target.id && node.kind === target.kind
    ? { do: "stay", asked: !saysSame(node.settings, target.settings) }
    : { do: "begin", node: target.id }

/** The first card behind one of the old version that is in the new one too; null: none is. For a proposal. */
export function nextKept(
  before: Canvas,
  after: Pick<Canvas, "nodes">,
  id: string,
  isPlace: IsPlace,
): string | null {
  const kept = new Set(after.nodes.filter(isPlace).map((node) => node.id))
  const graph = graphOf(before)
  const met = new Set([id])
  for (const at of met) {
    if (at !== id && kept.has(at)) return at
    for (const next of graph.after(at)) met.add(next)
  }
  return null
}

/** Every card that people may still come to from one, it not included unless a circle leads back. */
export const aheadOf = (graph: Graph, id: string): Set<string> => reachableFrom(graph, graph.after(id))
