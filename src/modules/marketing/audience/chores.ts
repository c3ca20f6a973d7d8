import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

/** What this area does by itself, again and again, in a worker process. */
export const audienceChores = (verbs: Verbs): Chore[] => [
  { name: "tell segments of changes", every_ms: 1_000, run: () => verbs.spreadChanges() },
  { name: "follow changes", every_ms: 1_000, run: () => verbs.followNextSegment() },
  { name: "refresh segments", every_ms: 5_000, run: () => verbs.refreshNextSegment() },
]
