import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

/** What this area does by itself, again and again, in a worker process. */
export const importsChores = (verbs: Verbs): Chore[] => [
  { name: "imports", every_ms: 5_000, run: () => verbs.runImports() },
]
