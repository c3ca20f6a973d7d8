import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

/** What this area does by itself, again and again, in a worker process. */
export const plansChores = (verbs: Verbs): Chore[] => [
  { name: "plans.carry-moves", every_ms: 5_000, run: () => verbs.carryMoves() },
  {
    name: "plans.clear-stopped-runs",
    every_ms: 5_000,
    run: async () => {
      await verbs.clearStoppedRuns()
      // What a worker still holds is free in a moment, not at once.
      return false
    },
  },
]
