/** What a wake-up says there is to do; without one there may be anything. */
export type Topic = "occasions"

/**
 * A piece of background work. A worker calls `run` when it is woken and at least every `every_ms`; while `run`
 * answers true (more is waiting) it is called again at once. It must be safe to run in several processes at the same time.
 * One that `hears` a topic is called at once by wake-ups of that topic, and nobody else is.
 * One that works for long looks at `stopping`: once that is aborted, it leaves the rest to whoever comes next.
 */
export type Chore = {
  name: string
  every_ms: number
  hears?: Topic
  run: (stopping: AbortSignal) => Promise<boolean>
}
