import { own } from "../own"
import { instantAt, isDay, partsOf, startOf, startOfDay } from "../time/zone"
import type { Duration, Window } from "./conditions"
import type { CustomerSnapshot } from "./snapshot"

/** Moments: after `after` (exclusive), from `from` (inclusive), before `to` (exclusive). */
export type Frame = { after?: Date; from?: Date; to?: Date }

const MINUTE = 60_000
export const durationMs = (d: Duration): number =>
  ((d.minutes ?? 0) + (d.hours ?? 0) * 60 + (d.days ?? 0) * 1440 + (d.weeks ?? 0) * 10_080) * MINUTE

/** A window that begins with something that a person did in a plan. Without a plan, or a way through that card, nothing lies in it. */
export const inSince = (
  at: Date,
  window: Extract<Window, { since: unknown }>,
  since: CustomerSnapshot["since"],
): boolean => {
  if (!since) return false
  if (window.since === "node") {
    const passed = since.passed && own(since.passed, window.node)
    return passed !== undefined && at >= passed
  }
  const [moment, start] = [at.getTime(), since[window.since].getTime()]
  if (window.exactly) return moment === start
  return moment >= start && (!window.within || moment < start + durationMs(window.within))
}

/** What a window means now, in the store's zone. `since` is not a fixed frame: the caller resolves it per person. */
export function frameOf(window: Exclude<Window, { since: unknown }>, now: Date, zone: string): Frame {
  if ("last" in window) return { after: new Date(now.getTime() - durationMs(window.last)) }
  if ("this" in window)
    return { from: startOf(window.this, now, zone), to: startOf(window.this, now, zone, 1) }
  if ("previous" in window)
    return { from: startOf(window.previous, now, zone, -1), to: startOf(window.previous, now, zone) }
  const frame: Frame = {}
  if ("from" in window) frame.from = momentOf(window.from, zone)!
  if (window.to !== undefined) frame.to = momentOf(window.to, zone)!
  return frame
}

/** "2026-01-31" (its first moment) or "2026-01-31T10:00[:30]" on the store's wall; null when there is no such day. */
export function momentOf(text: string, zone: string): Date | null {
  const day = text.slice(0, 10)
  if (!isPlausibleDay(day)) return null
  if (text.length === 10) return startOfDay(day, zone)
  const [hour, minute, second = 0] = text.slice(11).split(":").map(Number) as [number, number, number?]
  if (hour > 23 || minute > 59 || second > 59) return null
  return instantAt({ ...partsOf(day), hour, minute, second }, zone)
}

/** Days a shop can mean; outside of them databases and calendars disagree. */
export const isPlausibleDay = (text: unknown): text is string =>
  isDay(text) && text >= "1800-01-01" && text < "3000-01-01"

export const inFrame = (at: Date, { after, from, to }: Frame): boolean =>
  (!after || at > after) && (!from || at >= from) && (!to || at < to)

/** Whole days of a span that is compared with calendar days. */
export const daysOf = (d: Duration): number => (d.days ?? 0) + (d.weeks ?? 0) * 7
