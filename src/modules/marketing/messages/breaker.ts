/** So many hand-overs in a row that failed for the provider's reasons mean that it is down. */
const FAILURES = 5
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 300_000

/** Keeps a process from burning every message's attempts against a provider that is down (G10, F26). */
export function createBreaker() {
  const channels = new Map<string, { failures: number; pause: number; openUntil: number }>()
  const of = (channel: string) =>
    channels.get(channel) ?? { failures: 0, pause: FIRST_PAUSE_MS, openUntil: 0 }
  return {
    isOpen: (channel: string, now: Date): boolean => of(channel).openUntil > now.getTime(),
    worked: (channel: string): void => {
      channels.delete(channel)
    },
    failed: (channel: string, now: Date): void => {
      const state = of(channel)
      const failures = state.failures + 1
      const opens = failures >= FAILURES && state.openUntil <= now.getTime()
      channels.set(channel, {
        failures,
        pause: opens ? Math.min(state.pause * 2, LONGEST_PAUSE_MS) : state.pause,
        openUntil: opens ? now.getTime() + state.pause : state.openUntil,
      })
    },
  }
}
