import { setTimeout as pause } from "node:timers/promises"
import { isPassing } from "./passing"

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000

/**
 * Does it again while the database is away or in conflict, for `patience_ms` at most: for what cannot be found out a second time, and may
 * be written twice.
 */
export async function whileAway<T>(work: () => Promise<T>, patience_ms: number): Promise<T> {
  const givenUpAt = performance.now() + patience_ms
  for (let tries = 0; ; tries++)
    try {
      return await work()
    } catch (error) {
      const wait = Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS)
      if (!isPassing(error) || performance.now() + wait > givenUpAt) throw error
      await pause(wait)
    }
}
