import type { Drawing } from "../engine/drawing"
import type { ForeseenEntries } from "../engine/foresee-entries"
import { foundIn } from "./persons"

/**
 * Everybody on the way through a pre-run, by their place in these columns: some thirty bytes a person, because a store may have a
 * million. Moments are milliseconds.
 */
export type Crowd = {
  size: number
  pid: Int32Array
  /** Each person's own clock. */
  at: Float64Array
  /** When they came to the node where they stand. */
  arrived: Float64Array
  hops: Uint16Array
  /** Set out, or woken after a wait: goals are looked at then. */
  woken: Uint8Array
  /** What kinds asked to get back; few have one. */
  state: Map<number, Record<string, unknown>>
  /** Visits to nodes that can be come back to. */
  visits: Map<string, Uint16Array>
  /** When people last went on from cards that conditions count from; NaN: not yet. */
  passed: Map<string, Float64Array>
  placeOf: (pid: number) => number | undefined
}

/** People come in by pid. */
export function crowdOf(
  { pid, due }: Pick<ForeseenEntries, "pid" | "due">,
  { stops, ways: { circling } }: Pick<Drawing, "stops" | "ways">,
): Crowd {
  const counted = [...stops.values()].flatMap(({ rules }) => rules.flatMap(({ since }) => since))
  const size = pid.length
  return {
    size,
    pid,
    at: Float64Array.from(due),
    arrived: Float64Array.from(due),
    hops: new Uint16Array(size),
    woken: new Uint8Array(size).fill(1),
    state: new Map(),
    visits: new Map([...circling].map((node) => [node, new Uint16Array(size)])),
    passed: new Map(counted.map((node) => [node, new Float64Array(size).fill(Number.NaN)])),
    placeOf: (wanted) => foundIn(pid, wanted),
  }
}

/** In the order of these moments; who stands at the same moment, in the order of coming in. */
export function byTime(people: number[], at: Float64Array): number[] {
  for (let i = 1; i < people.length; i++) {
    const [one, next] = [people[i - 1]!, people[i]!]
    if (at[one]! < at[next]! || (at[one] === at[next] && one < next)) continue
    return people.sort((a, b) => at[a]! - at[b]! || a - b)
  }
  return people
}

/** When somebody last went on from each of these cards; of those where they have been. */
export const passedBy = (crowd: Crowd, nodes: string[], place: number): Record<string, Date> =>
  Object.fromEntries(
    nodes.flatMap((node) => {
      const at = crowd.passed.get(node)?.[place] ?? Number.NaN
      return Number.isNaN(at) ? [] : [[node, new Date(at)]]
    }),
  )

/** Notes it, where a condition counts from there. */
export function notePassed({ passed, at }: Crowd, node: string, place: number, when = at[place]!): void {
  const moments = passed.get(node)
  if (moments) moments[place] = when
}
