/** A timer longer than this is set in pieces: Node's timers overflow after 24 days, and clocks of machines jump. */
const LONGEST_TIMER_MS = 60_000

export type Sleeper = {
  /** Sleeps until the time is over, somebody wakes it, or it was woken since it slept last. */
  sleep: (ms: number) => Promise<void>
  /** Sleeps until the time is over, whoever calls. */
  rest: (ms: number) => Promise<void>
  wake: () => void
  /** Wakes it for good: it never sleeps again. */
  end: () => void
}

export function createSleeper(): Sleeper {
  let called = false
  let ended = false
  let getUp: ((byCall: boolean) => void) | undefined

  const lie = (ms: number, wakeable: boolean): Promise<void> =>
    new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined
      const up = () => {
        clearTimeout(timer)
        getUp = undefined
        resolve()
      }
      const wait = (left: number) => {
        timer = setTimeout(
          () => (left > LONGEST_TIMER_MS ? wait(left - LONGEST_TIMER_MS) : up()),
          Math.min(left, LONGEST_TIMER_MS),
        )
      }
      getUp = (byCall) => {
        if (wakeable || !byCall) up()
      }
      wait(ms)
    })

  return {
    sleep: async (ms) => {
      if (!called && !ended) await lie(ms, true)
      called = false
    },
    rest: async (ms) => {
      if (!ended) await lie(ms, false)
    },
    wake: () => {
      called = true
      getUp?.(true)
    },
    end: () => {
      ended = true
      getUp?.(false)
    },
  }
}
