import { createBreaker } from "../breaker"
import type { TellBreaker } from "../reports/breakers"
import { sentenceOf } from "./traveller"

/** After so many failures in a row a run is tried seldom, and people are told why: what passes by itself is over by then. */
const FAILURES = 5

/** Leaves alone for a while runs that cannot begin, or take people in, whatever is tried, so that all others do (G10). */
export function createRunRests(tellBreaker: TellBreaker) {
  const breaker = createBreaker()
  const failures = new Map<number, number>()
  const nameOf = (run_no: number) => `run:${run_no}`
  return {
    isResting: (run_no: number, now: Date): boolean => breaker.isOpen(nameOf(run_no), now),
    failed: async (run_no: number, now: Date, error: unknown): Promise<void> => {
      const inARow = (failures.get(run_no) ?? 0) + 1
      failures.set(run_no, inARow)
      const until = inARow >= FAILURES ? breaker.open(nameOf(run_no), now) : null
      if (until) await tellBreaker(nameOf(run_no), { until, reason: sentenceOf(error) })
    },
    worked: async (run_no: number): Promise<void> => {
      failures.delete(run_no)
      if (breaker.close(nameOf(run_no))) await tellBreaker(nameOf(run_no))
    },
  }
}
