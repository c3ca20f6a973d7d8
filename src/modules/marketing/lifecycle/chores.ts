import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

/** What this area does by itself, again and again, in a worker process. */
export const lifecycleChores = (verbs: Verbs): Chore[] => [
  { name: "score the active", every_ms: 1_000, run: () => verbs.computeDueScores() },
  { name: "score everybody", every_ms: 5_000, run: () => verbs.computeScores() },
]
