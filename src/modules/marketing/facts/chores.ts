import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

/** What this area does by itself, again and again, in a worker process. */
export const factsChores = (verbs: Verbs): Chore[] => [
  { name: "keep-house", every_ms: 3_600_000, run: () => verbs.keepHouse() },
  { name: "drain-inbox", every_ms: 1_000, run: () => verbs.drainInbox() },
  { name: "reconcile", every_ms: 60_000, run: () => verbs.reconcile() },
  { name: "backfill", every_ms: 60_000, run: () => verbs.backfill() },
]
