import { firstPlace, type Place, type Ways } from "../../../core/step/walk"
import type { ToldStep } from "./store/trial-steps"
import type { KeptStanding } from "./store/trials"

/** Where the person of a test stands: the engine's place, and what only a test knows. Times are the test's own. */
export type Standing = {
  place: Place
  /** Leaps over waits. */
  clock: Date
  input: string
  send: KeptStanding["send"]
  happened: boolean
  way: string | null
  waits: number
}

const NOTHING_YET = { send: null, happened: false, way: null, waits: 0 }

export const standAt = (entry: string, now: Date, ways: Ways): Standing => ({
  place: firstPlace(entry, now, ways),
  clock: now,
  input: "in",
  ...NOTHING_YET,
})

/** Come to another card. */
export const arriveAt = (place: Place, clock: Date, input: string): Standing => ({
  place,
  clock,
  input,
  ...NOTHING_YET,
})

export const keep = ({ place, clock, ...known }: Standing): KeptStanding => ({
  node: place.node,
  visit: place.visit,
  hop: place.hop,
  arrived_at: place.arrived_at.toISOString(),
  state: place.state,
  visits: place.visits,
  clock: clock.toISOString(),
  ...known,
})

export const standing = (kept: KeptStanding): Standing => {
  const { node, visit, hop, arrived_at, state, visits, clock, input, send, happened, way, waits } = kept
  return {
    place: { node, visit, hop, arrived_at: new Date(arrived_at), state, visits },
    clock: new Date(clock),
    ...{ input, send, happened, way, waits },
  }
}

/** What is said of the card before anything happened there. */
export const stepAt = ({ place: { hop, node, visit, arrived_at } }: Standing, now: Date): ToldStep => ({
  ...{ hop, node, visit, arrived_at: arrived_at.toISOString(), at: now.toISOString() },
  ...{ state: "here", port: null, reason: null, until: null, left_at: null, error: null },
  ...{ ways: [], suggested: null, chosen: false, fits: null, effects: [] },
})
