import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

const SECOND = 1000

/** What this area does by itself, again and again, in a worker process. */
export const occasionsChores = (verbs: Verbs): Chore[] => [
  {
    name: "deal with what plans listen for",
    every_ms: 5 * SECOND,
    hears: "occasions",
    run: () => verbs.takeOccasions(),
  },
  { name: "look at the calendar", every_ms: 60 * SECOND, run: () => verbs.lookAtDays() },
  { name: "stop listening", every_ms: 60 * SECOND, run: () => verbs.stopListening() },
]
