import { Conflict } from "../../../core/problem"
import { createBreathing } from "../breathing"

/** The shop's requests wait no longer than this for one that looks ahead. */
const LONGEST_BREATH_MS = 15
/** Looking at the clock for everybody would cost more than what is done for them. */
const PEOPLE_A_LOOK = 512
/** It keeps a connection, and one look at the data, all the while. */
export const LONGEST_PRE_RUN_MS = 10 * 60_000

/** Who waits for a pre-run, and since when by `now`. */
export type Waiting = { signal: AbortSignal | undefined; began: number; now: () => number }

/** Hands the process to others now and then; throws once nobody waits for the answer any more, or it takes too long. */
export const breatheWhileWanted = (waiting: Waiting): (() => Promise<void> | null) =>
  createBreathing({
    longest_ms: LONGEST_BREATH_MS,
    look_every: PEOPLE_A_LOOK,
    now: waiting.now,
    rested: () => mustBeWanted(waiting),
  })

export function mustBeWanted({ signal, began, now }: Waiting): void {
  if (signal?.aborted) throw new Conflict("pre-run/cancelled", "The pre-run was cancelled.")
  if (now() - began > LONGEST_PRE_RUN_MS)
    throw new Conflict(
      "pre-run/too-long",
      "The pre-run was given up: it would take longer than ten minutes. Try it with fewer people.",
    )
}
