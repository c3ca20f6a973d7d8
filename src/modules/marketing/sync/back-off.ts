const SECOND = 1_000
const MINUTE = 60 * SECOND
/** Eight attempts over ten hours: a night's outage heals by itself, what lasts longer is for a person to see. */
const PAUSES = [10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 180 * MINUTE, 360 * MINUTE]
const LONGEST_WISH = 6 * 60 * MINUTE

/** When to try again after the `attempt`th failure (from 1); null: no more by itself. `wish_ms`: what the other side asked for. */
export function nextAttempt(attempt: number, now: Date, wish_ms = 0): Date | null {
  const pause = PAUSES[attempt - 1]
  return pause === undefined
    ? null
    : new Date(now.getTime() + Math.max(pause, Math.min(wish_ms, LONGEST_WISH)))
}

/** However quiet it is, both sides are compared this often: what others did to the group meanwhile is found. */
export const nextLook = (now: Date): Date => new Date(now.getTime() + 60 * MINUTE)
