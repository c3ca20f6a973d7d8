/** Lets timers and the network have their turn. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * For work that would keep the process to itself: asked again and again, it takes a breath once `longest_ms` have passed since
 * the last one, and answers null otherwise. The first is taken at once: from behind it, each later one lets everybody have
 * their turn. `look_every`: only every so manieth time it looks at the clock. `rested`: is called after each.
 */
export function createBreathing({
  longest_ms,
  look_every = 1,
  now = () => performance.now(),
  rested = () => undefined,
}: {
  longest_ms: number
  look_every?: number
  now?: () => number
  rested?: () => void
}): () => Promise<void> | null {
  let [since, asked] = [Number.NEGATIVE_INFINITY, 0]
  const rest = async (): Promise<void> => {
    await breathe()
    rested()
    since = now()
  }
  return () => {
    asked++
    if (asked % look_every !== 0 || now() - since < longest_ms) return null
    return rest()
  }
}
