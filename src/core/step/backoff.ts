const MINUTE = 60_000
/** After each failed attempt: soon at first, for a passing trouble; later rarely, for one that needs a person. */
const PAUSES_MS = [1 * MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE]

/**
 * When to try again after the `attempt`-th failure (the first is 1), or null when it is time to stop and show it.
 * `chance` in [0, 1) spreads those who failed together over a fifth of the pause.
 */
export function backoff(attempt: number, chance: number): number | null {
  const pause = PAUSES_MS[attempt - 1]
  return pause === undefined ? null : Math.round(pause * (1 + chance / 5))
}
