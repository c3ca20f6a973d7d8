import type { Insight } from "../../../core/insight/insight"

/** So many people are counted within a second or two; figures of fewer are reckoned each time. */
const LARGE = 100_000
const KEPT_MS = 3_600_000
const MOST_KEPT = 100

type Asked = {
  /** Whose insight, and beside whom. */
  key: string
  /** Another one than last time: the groups were changed, or asked as a whole again. */
  stamp: string
  now: Date
  /** Reckoned anew, whatever is kept. */
  fresh: boolean
}

/**
 * Insights of large groups, as this server reckoned them lately: each is of one moment, and says of which. Who asks while one is
 * being reckoned is given the same.
 */
export function keptInsights({ large = LARGE }: { large?: number } = {}) {
  const kept = new Map<string, { stamp: string; at: Date; insight: Promise<Insight> }>()

  return async function read(
    { key, stamp, now, fresh }: Asked,
    reckon: () => Promise<Insight>,
  ): Promise<Insight> {
    const last = kept.get(key)
    if (last && !fresh && last.stamp === stamp && now.getTime() - last.at.getTime() < KEPT_MS)
      return { ...(await last.insight), kept: true }
    const own = { stamp, at: now, insight: reckon() }
    kept.delete(key)
    kept.set(key, own)
    const forget = () => {
      if (kept.get(key) === own) kept.delete(key)
    }
    // The one that was reckoned longest ago stands first.
    for (const [oldest] of [...kept].slice(0, kept.size - MOST_KEPT)) kept.delete(oldest)
    const insight = await own.insight.catch((error: unknown) => {
      forget()
      throw error
    })
    if (insight.segment.people + insight.compare.people < large) forget()
    return insight
  }
}
