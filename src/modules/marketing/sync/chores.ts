import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

/** What this area does by itself, again and again, in a worker process. */
export const syncChores = (verbs: Verbs): Chore[] => [
  { name: "fill customer groups", every_ms: 5_000, run: () => verbs.mirrorNextSegment() },
  { name: "tell other systems", every_ms: 5_000, run: () => verbs.sendNextWebhook() },
  { name: "tell what cards say", every_ms: 5_000, run: () => verbs.sendNextCalls() },
]
