import type { Schedule } from "../canvas/plan-settings"
import { dueInZone } from "./wall"

export type Span = { from: Date | null; to: Date | null }

/** Between which moments a plan lets people in that something lets in: from the first on, before the second. Null: no such end. */
export function spanOf(schedule: Schedule | undefined, zone: string): Span {
  if (!schedule || "at" in schedule || "every" in schedule) return { from: null, to: null }
  const { from, to } = schedule
  return { from: from ? dueInZone(from, zone) : null, to: to ? dueInZone(to, zone) : null }
}
