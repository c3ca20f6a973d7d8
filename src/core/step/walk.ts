/**
 * How one person goes through a drawing: pure, one visit at a time. The engine hands in what a kind answered and
 * writes down what comes back; it never decides a way by itself.
 */

/** What a kind answers about one visit. Effects and intents are carried by the engine; the walk needs the port only. */
export type Answer =
  | { do: "go"; port: string; reason?: string }
  | { do: "wait"; until: Date; state?: Record<string, unknown> }
  | { do: "leave"; reason: string }

/** Where a person stands. */
export type Place = {
  node: string
  /** The n-th time at this node. */
  visit: number
  /** The n-th node of this enrollment. */
  hop: number
  arrived_at: Date
  /** What the kind asked to get back after a wait. */
  state: Record<string, unknown>
  /** Visits so far to nodes that can be come back to; empty in a drawing without circles, unless the person was moved. */
  visits: Record<string, number>
  /**
   * Of who was moved to another version: nodes that gave her something by the old one and would not have again, with the way by
   * which she left them. She passes them by once.
   */
  had?: Record<string, string>
}

/** One finished visit, as the path tells it later. `port` is null where the person left the plan. */
export type Passed = {
  node: string
  visit: number
  hop: number
  port: string | null
  reason: string | null
  arrived_at: Date
}

export type Move =
  | { to: "node"; place: Place; passed: Passed }
  | { to: "rest"; place: Place; until: Date }
  | { to: "end"; state: "through" | "left"; reason: string | null; passed: Passed }

/** What the walk must know of a drawing. */
export type Ways = {
  next: (node: string, port: string) => string | null
  /** Nodes that a person can come back to. */
  circling: ReadonlySet<string>
}

/** Nodes one person may visit in one enrollment; whoever goes further is in a circle that nobody meant (GUARANTEES F15). */
export const MOST_VISITS = 1000
/** A wait that is already over is asked again a little later, so that a kind in error cannot spin. */
const LEAST_WAIT_MS = 1000

export function firstPlace(node: string, now: Date, ways: Ways): Place {
  const visits = ways.circling.has(node) ? { [node]: 1 } : {}
  return { node, visit: 1, hop: 1, arrived_at: now, state: {}, visits }
}

/**
 * The answer that takes the place of what a node would say to somebody whom it gave something before she was moved; undefined
 * where it is asked. From then on it counts as not met before.
 */
export function passBy({ had = {}, ...place }: Place): { place: Place; answer: Answer } | undefined {
  if (!Object.hasOwn(had, place.node)) return undefined
  const { [place.node]: port = "out", ...rest } = had
  const left = Object.keys(rest).length > 0 ? { had: rest } : {}
  return { place: { ...place, ...left }, answer: { do: "go", port, reason: "had_already" } }
}

/** What becomes of the person at `place` after this answer. Throws when the answer makes no sense. */
export function move(place: Place, answer: Answer, ways: Ways, now: Date): Move {
  switch (answer.do) {
    case "wait":
      return {
        to: "rest",
        place: { ...place, state: answer.state ?? {} },
        until: laterThan(now, answer.until),
      }
    case "leave":
      return end(place, "left", null, answer.reason)
    case "go": {
      const node = ways.next(place.node, answer.port)
      if (node === null) return end(place, "through", answer.port, answer.reason ?? null)
      if (place.hop >= MOST_VISITS) return end(place, "left", answer.port, "too_many_visits")
      return {
        to: "node",
        place: arrive(node, place, ways, now),
        passed: leaveBehind(place, answer.port, answer.reason ?? null),
      }
    }
  }
}

function arrive(node: string, from: Place, ways: Ways, now: Date): Place {
  const hop = from.hop + 1
  const had = from.had && { had: from.had }
  // A card may be called "constructor".
  const before = Object.hasOwn(from.visits, node) ? from.visits[node] : undefined
  if (before === undefined && !ways.circling.has(node))
    return { node, visit: 1, hop, arrived_at: now, state: {}, visits: from.visits, ...had }
  const visit = (before ?? 0) + 1
  return { node, visit, hop, arrived_at: now, state: {}, visits: { ...from.visits, [node]: visit }, ...had }
}

const end = (place: Place, state: "through" | "left", port: string | null, reason: string | null): Move => ({
  to: "end",
  state,
  reason,
  passed: leaveBehind(place, port, reason),
})

const leaveBehind = (place: Place, port: string | null, reason: string | null): Passed => ({
  node: place.node,
  visit: place.visit,
  hop: place.hop,
  port,
  reason,
  arrived_at: place.arrived_at,
})

function laterThan(now: Date, until: Date): Date {
  const at = until instanceof Date ? until.getTime() : Number.NaN
  if (Number.isNaN(at)) throw new Error("A wait needs a moment to wait for.")
  return new Date(Math.max(at, now.getTime() + LEAST_WAIT_MS))
}
