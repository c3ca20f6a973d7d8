import { addDays, dayOf, daysBetween, startOfDay } from "../time/zone"
import type { LifecycleSettings } from "./settings"

export const INTENTS = ["high", "mid", "low"] as const
export type Intent = (typeof INTENTS)[number]

export const INTENT_LABELS: Record<Intent, { en: string; zhCN: string }> = {
  high: { en: "High", zhCN: "高" },
  mid: { en: "Mid", zhCN: "中" },
  low: { en: "Low", zhCN: "低" },
}

export type Act = { name: string; at: Date }
type Today = { now: Date; zone: string }

/** The first moment that still counts today. */
export const countedSince = (window_days: number, { now, zone }: Today): Date =>
  startOfDay(addDays(dayOf(now, zone), 1 - window_days), zone)

/**
 * How near somebody is to buying, from 0 to 100: the points of what they did since their last purchase. Each kind of
 * event counts once a day, in full on its day and evenly less each day after. In whole numbers, so that it is the same
 * wherever it is computed.
 */
export function leadScoreOf(
  acts: Act[],
  lastPurchaseAt: Date | null,
  { window_days, points }: LifecycleSettings["lead_score"],
  today: Today,
): number {
  const since = countedSince(window_days, today)
  const counted = acts.filter(
    ({ at }) => at >= since && at <= today.now && (!lastPurchaseAt || at > lastPurchaseAt),
  )
  const oncePerDay = new Map<string, { name: string; day: string }>()
  for (const { name, at } of counted) {
    const day = dayOf(at, today.zone)
    oncePerDay.set(`${day} ${name}`, { name, day })
  }
  let weighed = 0
  for (const { name, day } of oncePerDay.values()) {
    const worth = Object.hasOwn(points, name) ? points[name]! : 0
    weighed += worth * (window_days - daysBetween(day, dayOf(today.now, today.zone)))
  }
  return Math.min(100, Math.floor(weighed / window_days))
}

export const intentOf = (leadScore: number, { high, mid }: LifecycleSettings["intent"]): Intent =>
  leadScore >= high ? "high" : leadScore >= mid ? "mid" : "low"
