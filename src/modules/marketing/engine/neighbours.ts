import type { Canvas } from "../../../core/canvas/schema"
import type { Rule } from "../../../core/rules/schema"
import type { FieldValue } from "../../../extension/field"
import type { Sql } from "../database"
import type { EffectWriter, MessageRow } from "../effects"

/** What the engine asks of other areas, as it sees it; the container hands over their verbs by these names. */

export type SelectPeople = (of: {
  segment_id?: string
  rule?: Rule
}) => Promise<{ text: string; values: unknown[] }>
export type MatchRule = (of: { rule: Rule; pids: number[]; tx?: Sql }) => Promise<Set<number>>
export type ReadFields = (of: {
  fields: string[]
  pids: number[]
  tx?: Sql
}) => Promise<Map<number, Record<string, FieldValue>>>
export type ReadVersion = (
  plan_no: number,
  version: number,
) => Promise<{
  settings: { holdout_percent?: number; batch?: { size: number; every_minutes: number } }
  canvas: Canvas
}>
export type QueueMessages = (tx: Sql, rows: MessageRow[], now: Date) => Promise<unknown>

export type Writers = {
  writeCoupons: EffectWriter<"coupon">
  writePoints: EffectWriter<"points">
  writeTags: EffectWriter<"tag">
  queueMessages: QueueMessages
}
