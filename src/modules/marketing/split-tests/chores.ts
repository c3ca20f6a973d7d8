import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

/** What this area does by itself, again and again, in a worker process. */
export const splitTestsChores = (verbs: Verbs): Chore[] => [
  { name: "choose winners of split tests", every_ms: 60_000, run: () => verbs.decideWinners() },
]
