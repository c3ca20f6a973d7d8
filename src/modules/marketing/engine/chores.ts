import type { Chore } from "../chore"
import type { Verbs } from "../verbs"
import { LANES } from "./advance"

const SECOND = 1000

/** What this area does by itself, again and again, in a worker process. */
export const engineChores = (verbs: Verbs): Chore[] => [
  { name: "start due runs", every_ms: 5 * SECOND, run: () => verbs.startDueRuns() },
  { name: "take people in", every_ms: 5 * SECOND, run: (stopping) => verbs.enrollRuns({ stopping }) },
  { name: "give people their turn", every_ms: 5 * SECOND, run: () => verbs.giveTurns() },
  ...Array.from({ length: LANES }, (_, lane) => ({
    name: `move people on (${lane + 1})`,
    every_ms: 5 * SECOND,
    run: () => verbs.advance(),
  })),
  { name: "end finished runs", every_ms: 5 * SECOND, run: () => verbs.endFinishedRuns() },
]
