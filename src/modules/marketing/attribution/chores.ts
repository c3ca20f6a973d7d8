import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

/** What this area does by itself, again and again, in a worker process. */
export const attributionChores = (verbs: Verbs): Chore[] => [
  { name: "review attribution", every_ms: 15 * 60_000, run: () => verbs.reviewAttribution() },
]
