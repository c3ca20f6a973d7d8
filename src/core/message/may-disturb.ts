import type { DoNotDisturb } from "../canvas/plan-settings"
import { addDays, type Day, dayOf, instantAt, partsOf, startOfDay, wallTime } from "../time/zone"
import { quietUntil } from "./quiet-hours"
import type { Cap, SendingLimits } from "./sending-limits"

/** A message of a plan that left the store, or is on its way. */
export type Reached = { channel: string; plan_id: string; category: string; at: Date }

/** One message, asked about in the transaction that would commit its intent. */
export type Disturbance = {
  id: number
  plan_id: string
  category: string
  channel: string
  /** When it was handed over before, and may have arrived; it has its place already. */
  placed_at: Date | null
  /** From when it is too late to send it. */
  expires_at: Date | null
  /** Zone of the customer's clock. */
  zone: string
  do_not_disturb: DoNotDisturb | null
  /** What the customer got in the last eight days, this message not among it. */
  reached: Reached[]
}

export type Hindrance = {
  reason: "quiet_hours" | "do_not_disturb" | "capped" | "capped_week"
  /** When to ask again; null: it is not sent. */
  until: Date | null
}

const HOUR_MS = 3_600_000
/** Messages held by quiet hours go out over so long a time after their end, rather than all in one second. */
const SPREAD_MS = 10 * 60_000
/** A notice is about a person's own affairs: no plan keeps quiet because of it. */
const NOTICE = "notice"

/** Would this message disturb its receiver now? null means no. Who may be written to at all was asked before. */
export function hindranceOf(message: Disturbance, limits: SendingLimits, now: Date): Hindrance | null {
  const found = quiet(message, limits, now) ?? afterOthers(message, now) ?? full(message, limits, now)
  if (!found) return null
  const { reason, until } = found
  const isInTime = until !== null && (message.expires_at === null || until < message.expires_at)
  return { reason, until: isInTime ? until : null }
}

function quiet({ id, category, zone }: Disturbance, limits: SendingLimits, now: Date): Hindrance | null {
  const hours = limits.quiet_hours
  if (!hours || isExempt(hours, category)) return null
  const over = quietUntil(hours, now, zone)
  if (!over) return null
  const until = hours.then === "hold" ? new Date(over.getTime() + evenly(id) * SPREAD_MS) : null
  return { reason: "quiet_hours", until }
}

function afterOthers(message: Disturbance, now: Date): Hindrance | null {
  const rule = message.do_not_disturb
  if (!rule || isPlacedToday(message, now)) return null
  const over = message.reached
    .filter(
      ({ plan_id, channel, category }) =>
        plan_id !== message.plan_id &&
        category !== NOTICE &&
        !rule.except_plans.includes(plan_id) &&
        !rule.except_channels.includes(channel),
    )
    .map(({ at }) => at.getTime() + rule.hours * HOUR_MS)
  const until = Math.max(0, ...over)
  if (until <= now.getTime()) return null
  return { reason: "do_not_disturb", until: rule.then === "hold" ? new Date(until) : null }
}

function full(message: Disturbance, { caps }: SendingLimits, now: Date): Hindrance | null {
  if (isExempt(caps, message.category) || isPlacedToday(message, now)) return null
  const today = dayOf(now, message.zone)
  const counted = message.reached.filter((one) => !isExempt(caps, one.category))
  const own = counted.filter((one) => one.channel === message.channel)
  const reason =
    fullBy(caps, counted, today, message.zone) ??
    fullBy(caps.channels[message.channel], own, today, message.zone)
  if (!reason) return null
  return { reason, until: caps.when_full === "hold" ? sameTimeTomorrow(now, message.zone) : null }
}

function fullBy(
  cap: Cap | undefined,
  counted: Reached[],
  today: Day,
  zone: string,
): Hindrance["reason"] | null {
  if (!cap) return null
  const since = (day: Day) => counted.filter((one) => one.at >= startOfDay(day, zone)).length
  if (cap.per_day !== null && since(today) >= cap.per_day) return "capped"
  return cap.per_week !== null && since(addDays(today, -6)) >= cap.per_week ? "capped_week" : null
}

const isExempt = (limit: { exempt: string[] }, category: string): boolean => limit.exempt.includes(category)

/** A message that is handed over again on the day of its first time is the same one. */
export const isPlacedToday = (
  { placed_at, zone }: Pick<Disturbance, "placed_at" | "zone">,
  now: Date,
): boolean => placed_at !== null && dayOf(placed_at, zone) === dayOf(now, zone)

/** A new day begins at midnight; a message is rather sent when it would have been. */
const sameTimeTomorrow = (now: Date, zone: string): Date =>
  instantAt({ ...wallTime(now, zone), ...partsOf(addDays(dayOf(now, zone), 1)) }, zone)

/** In [0, 1), the same for a message for ever; neighbours are far apart. */
const evenly = (id: number): number => (id * 0.6180339887498949) % 1
