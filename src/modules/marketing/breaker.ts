const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 300_000

type State = { pause: number; open_until: number; trying: boolean }
const CLOSED: State = { pause: FIRST_PAUSE_MS, open_until: 0, trying: false }

/**
 * Leaves alone for a while what fails again and again. After the pause only little may be tried until something works; a
 * failure then makes the next pause twice as long. Kept by each process for itself.
 */
export function createBreaker() {
  const states = new Map<string, State>()
  const of = (name: string) => states.get(name) ?? CLOSED
  return {
    isOpen: (name: string, now: Date): boolean => of(name).open_until > now.getTime(),
    /** Whether it was opened and nothing has worked since. */
    isTrying: (name: string): boolean => of(name).trying,
    openUntil: (name: string): Date => new Date(of(name).open_until),
    /** Answers until when it is open now; null when it was already. */
    open: (name: string, now: Date): Date | null => {
      const { pause, open_until } = of(name)
      if (open_until > now.getTime()) return null
      const until = now.getTime() + pause
      states.set(name, { pause: Math.min(pause * 2, LONGEST_PAUSE_MS), open_until: until, trying: true })
      return new Date(until)
    },
    /** Answers whether it had been opened. */
    close: (name: string): boolean => states.delete(name),
  }
}

export type Breaker = ReturnType<typeof createBreaker>
