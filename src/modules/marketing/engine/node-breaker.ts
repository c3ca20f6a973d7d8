import { createBreaker } from "../breaker"
import type { TellBreaker } from "../reports/breakers"
import type { Traveller } from "./traveller"

/** After so many people it shows whether a node works at all; a node that did not may be tried with fewer. */
const ENOUGH = 100
const TRIED = 20

/**
 * Keeps a node at which more than half of the people fail from burning all of their attempts: the others wait before it
 * (G10, F13). A kind in error, e.g. a guest's, fails for everybody; one person's bad data does not open it.
 */
export function createNodeBreaker(tellBreaker: TellBreaker) {
  const breaker = createBreaker()
  const counts = new Map<string, { asked: number; failed: number }>()
  /** What was not told yet: people are also walked inside of a transaction, where nothing else is asked of the database. */
  const news = new Map<string, Parameters<TellBreaker>[1]>()

  return {
    /** Until when nobody is asked at this node; null when one may ask. */
    pausedUntil: (node: string, now: Date): Date | null =>
      breaker.isOpen(node, now) ? breaker.openUntil(node) : null,
    /** How many may be asked before one looks how that went. */
    atOnce: (node: string): number => (breaker.isTrying(node) ? TRIED : ENOUGH),
    /** Whoever is asked next may keep the process as long: nobody is, for a while. */
    overtime: (node: string, now: Date, reason: string): void => {
      const until = breaker.open(node, now)
      if (until) news.set(node, { until, reason })
    },
    count: (node: string, people: Traveller[], now: Date): void => {
      const errors = people.flatMap(({ standing }) => (standing.at === "failed" ? [standing.error] : []))
      const before = counts.get(node) ?? { asked: 0, failed: 0 }
      const asked = before.asked + people.length
      const failed = before.failed + errors.length
      if (asked < ENOUGH && !breaker.isTrying(node)) return void counts.set(node, { asked, failed })
      counts.delete(node)
      if (failed * 2 <= asked) {
        if (breaker.close(node)) news.set(node, undefined)
        return
      }
      const until = breaker.open(node, now)
      if (until) news.set(node, { until, reason: errors[0] ?? "" })
    },
    tell: async (): Promise<void> => {
      const told = [...news]
      news.clear()
      for (const [node, open] of told) await tellBreaker(node, open)
    },
  }
}
