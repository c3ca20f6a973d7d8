import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

const SECOND = 1000
/** The whole catalogue of a large store takes seconds to compare: then it is done so much less often. */
const RESTS = 20

/** What this area does by itself, again and again, in a worker process. */
export const catalogChores = (verbs: Verbs): Chore[] => [
  {
    name: "look at changed products",
    every_ms: 5 * SECOND,
    run: () => verbs.lookAtCatalog({ whole: false }),
  },
  {
    name: "look at the whole catalogue",
    every_ms: 60 * SECOND,
    run: restingAfter(() => verbs.lookAtCatalog({ whole: true })),
  },
]

function restingAfter(run: () => Promise<boolean>): () => Promise<boolean> {
  let rests_until = 0
  return async () => {
    const began = performance.now()
    if (began < rests_until) return false
    const more = await run()
    const took = performance.now() - began
    rests_until = began + took * RESTS
    return more
  }
}
