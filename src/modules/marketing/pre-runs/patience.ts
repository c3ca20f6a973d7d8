import type { Outcome } from "../../../extension/outcome"
import type { Stop } from "../engine/drawing"
import type { Crowd } from "./crowd"

const DAY_MS = 86_400_000
/** Nobody can wait longer than a year, twice. */
const LONGEST_MS = 800 * DAY_MS
const EXACT_MS = 1000

type Ask = (stop: Stop, place: number, known: Record<string, unknown>, now: number) => Outcome

/**
 * Until when somebody waits for a winner who does not come: such a kind asks to be looked at every hour, for days. Found by
 * doubling and halving, once for all who came at the same moment.
 */
export function patienceOf(ask: Ask, { arrived }: Pick<Crowd, "arrived">) {
  const known = new Map<number, number>()
  return (stop: Stop, place: number, facts: Record<string, unknown>, until: Date): Date => {
    const came = arrived[place]!
    const found = known.get(came)
    if (found !== undefined) return new Date(found)
    const waits = (at: number) => ask(stop, place, facts, at).do === "wait"
    let [low, high] = [until.getTime(), until.getTime()]
    while (waits(high)) {
      if (high - came > LONGEST_MS) return until
      low = high
      high = came + 2 * (high - came)
    }
    while (high - low > EXACT_MS) {
      const middle = Math.floor((low + high) / 2)
      if (waits(middle)) low = middle
      else high = middle
    }
    known.set(came, high)
    return new Date(high)
  }
}
