import { Conflict } from "../../../core/problem"

/** The shop's requests wait no longer than this for one that looks ahead. */
const LONGEST_BREATH_MS = 15
/** Looking at the clock for everybody would cost more than what is done for them. */
const PEOPLE_A_LOOK = 512
/** It keeps a connection, and one look at the data, all the while. */
export const LONGEST_PRE_RUN_MS = 10 * 60_000

/** Who waits for a pre-run, and since when by `now`. */
export type Waiting = { signal: AbortSignal | undefined; began: number; now: () => number }

/** Hands the process to others now and then; throws once nobody waits for the answer any more, or it takes too long. */
export function createBreathing(waiting: Waiting): () => Promise<void> | null {
  const { now } = waiting
  let [since, people] = [now(), 0]
  const rest = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve))
    mustBeWanted(waiting)
    since = now()
  }
  return () => {
    people++
    if (people % PEOPLE_A_LOOK !== 0 || now() - since < LONGEST_BREATH_MS) return null
    return rest()
  }
}

export function mustBeWanted({ signal, began, now }: Waiting): void {
  if (signal?.aborted) throw new Conflict("pre-run/cancelled", "The pre-run was cancelled.")
  if (now() - began > LONGEST_PRE_RUN_MS)
    throw new Conflict(
      "pre-run/too-long",
      "The pre-run was given up: it would take longer than ten minutes. Try it with fewer people.",
    )
}
