import { Conflict } from "../../../core/problem"

/** The shop's requests wait no longer than this for one that looks ahead. */
const LONGEST_BREATH_MS = 15
/** Looking at the clock for everybody would cost more than what is done for them. */
const PEOPLE_A_LOOK = 512

/** Hands the process to others now and then; throws once nobody waits for the answer any more. */
export function createBreathing(signal: AbortSignal | undefined): () => Promise<void> | null {
  let [since, people] = [performance.now(), 0]
  const rest = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve))
    mustBeWanted(signal)
    since = performance.now()
  }
  return () => {
    people++
    if (people % PEOPLE_A_LOOK !== 0 || performance.now() - since < LONGEST_BREATH_MS) return null
    return rest()
  }
}

export function mustBeWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Conflict("pre-run/cancelled", "The pre-run was cancelled.")
}
