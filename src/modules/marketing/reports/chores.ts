import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

/** What this area does by itself, again and again, in a worker process. */
export const reportsChores = (_verbs: Verbs): Chore[] => []
