import { graphOf } from "../../../core/canvas/graph"
import { aheadOf, type Landing } from "../../../core/canvas/moving"
import type { Ways } from "../../../core/step/walk"
import type { Registry } from "../../../extension/registry"
import type { Drawing } from "./drawing"
import type { PassedNode, Placed, Standing } from "./store/moving"

/** Groups of kinds whose cards somebody notices, or that are written about her. */
const GIVING = ["reach", "give", "people"]

/** What lies ahead of who stood at `node` and goes on at `to`. */
export type WaysBetween = (
  node: string,
  to: string,
) => {
  ahead: ReadonlySet<string>
  /** The old version would lead her there again as well. */
  again: ReadonlySet<string>
  /** By which way she goes past a card that gave her something: the one she took, where it still has it. null: it is another card. */
  wayPast: (node: string, port: string | null) => string | null
}

export function waysBetween(old: Drawing, next: Drawing, { kinds }: Registry): WaysBetween {
  const [before, after] = [graphOf(old.canvas), graphOf(next.canvas)]
  const known = new Map<string, ReturnType<WaysBetween>>()
  return (node, to) => {
    const key = `${node} ${to}`
    const was = known.get(key)
    if (was) return was
    const wayPast = (id: string, port: string | null) => {
      const card = after.nodes.get(id)
      const isSame = card && (before.nodes.get(id)?.kind ?? card.kind) === card.kind
      if (!isSame || !GIVING.includes(kinds.get(card.kind)?.group ?? "")) return null
      const ports = next.stops.get(id)?.ports ?? []
      return port !== null && ports.includes(port) ? port : (ports[0] ?? "out")
    }
    const ways = { ahead: aheadOf(after, to), again: aheadOf(before, node), wayPast }
    known.set(key, ways)
    return ways
  }
}

type Around = {
  waysOf: WaysBetween
  passed: PassedNode[]
  /** Cards at which she got something. */
  gave: ReadonlySet<string>
  ways: Ways
  now: Date
}

/** Where and how somebody of an old version stands in the new one. */
export function place(
  one: Standing,
  landing: Extract<Landing, { do: "stay" | "begin" }>,
  { waysOf, passed, gave, ways, now }: Around,
): Placed {
  const stays = landing.do === "stay"
  const to_node = stays ? one.node : landing.node
  const { ahead, again, wayPast } = waysOf(one.node, to_node)
  // Without a prototype: a card may be called "constructor".
  const visits: Record<string, number> = Object.assign(Object.create(null), one.data.visits)
  const had: Record<string, string> = Object.create(null)
  const passBy = (node: string, port: string | null) => {
    const way = wayPast(node, port)
    if (way) had[node] = way
  }
  for (const [node, port] of Object.entries(one.data.had ?? {})) passBy(node, port)
  const here: PassedNode = { ...one, port: null }
  for (const { node, visit, port } of [...passed, here]) {
    if (!ahead.has(node) && (stays || node !== to_node)) continue
    // No key of hers is used again, whatever is drawn.
    visits[node] = Math.max(visits[node] ?? 0, visit)
    if (gave.has(node) && !again.has(node) && !(stays && node === one.node)) passBy(node, port)
  }
  // Her batch, or her own clock, has not come yet.
  const isAhead = one.arrived_at > now
  const { enrollment_id, node, visit, run_at, arrived_at, state, attempts, hops } = one
  const was = { enrollment_id, node, visit, to_node }
  if (stays) {
    const data = dataOf(one.data.state, visits, had)
    const kept = { ...was, to_visit: visit, state, run_at, arrived_at, attempts, hops, data }
    return landing.asked && !isAhead ? { ...kept, state: "ready", attempts: 0, run_at: now } : kept
  }
  const to_visit = (visits[to_node] ?? 0) + 1
  if (to_visit > 1 || ways.circling.has(to_node)) visits[to_node] = to_visit
  return {
    ...was,
    to_visit,
    state: "ready",
    run_at: isAhead ? run_at : now,
    arrived_at: isAhead ? arrived_at : now,
    attempts: 0,
    hops: hops + 1,
    data: dataOf(undefined, visits, had),
  }
}

const dataOf = (state: object | undefined, visits: object, had: object): object => ({
  ...(state ? { state } : {}),
  ...(Object.keys(visits).length > 0 ? { visits } : {}),
  ...(Object.keys(had).length > 0 ? { had } : {}),
})
