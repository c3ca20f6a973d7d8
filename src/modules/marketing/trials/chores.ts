import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

/** Somebody watches a test: while one is under way it is looked at this often. */
const LOOKS_EVERY_MS = 100
const HOUR_MS = 3_600_000
/** A worker that stops is heard after so long. */
const LONGEST_LOOK_MS = 1_000

/** What this area does by itself, again and again, in a worker process. */
export const trialsChores = (verbs: Verbs): Chore[] => [
  {
    name: "walk tests",
    every_ms: 2_000,
    run: async () => {
      const until = performance.now() + LONGEST_LOOK_MS
      let next = await verbs.walkTrials()
      while (next !== null && next < LONGEST_LOOK_MS && performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(next!, LOOKS_EVERY_MS)))
        next = await verbs.walkTrials()
      }
      return next !== null && next < LONGEST_LOOK_MS
    },
  },
  { name: "erase tests of departed", every_ms: HOUR_MS, run: () => verbs.eraseDeparted() },
]
