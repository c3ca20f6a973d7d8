import { dayOf, daysBetween } from "../time/zone"
import type { LifecycleSettings } from "./settings"

/** In the order in which a customer may walk through them. */
export const STAGES = ["lead", "new", "active", "at_risk", "lapsed"] as const
export type Stage = (typeof STAGES)[number]

export const STAGE_LABELS: Record<Stage, { en: string; zhCN: string }> = {
  lead: { en: "Lead", zhCN: "潜在客户" },
  new: { en: "New", zhCN: "新客户" },
  active: { en: "Active", zhCN: "活跃客户" },
  at_risk: { en: "At risk", zhCN: "有流失风险" },
  lapsed: { en: "Lapsed", zhCN: "已流失" },
}

export type Bought = { purchases: number; first_purchase_at: Date | null; last_purchase_at: Date | null }

/**
 * Who never bought is a lead; else the last purchase decides whether somebody is lapsed or at risk, and the first one
 * whether they are new. It changes by itself at midnight only.
 */
export function stageOf(
  bought: Bought,
  stages: LifecycleSettings["stages"],
  { now, zone }: { now: Date; zone: string },
): Stage {
  const { purchases, first_purchase_at, last_purchase_at } = bought
  if (purchases === 0 || !first_purchase_at || !last_purchase_at) return "lead"
  const today = dayOf(now, zone)
  const idle = daysBetween(dayOf(last_purchase_at, zone), today)
  if (idle >= stages.lapsed_days) return "lapsed"
  if (idle >= stages.at_risk_days) return "at_risk"
  return daysBetween(dayOf(first_purchase_at, zone), today) < stages.new_days ? "new" : "active"
}
