import type { Effect, EffectResult, EffectType } from "../../extension/outcome"
import type { Sql } from "./database"

/** One effect of one step, ready to be written. `key` is enrollment:node:visit:index and unique for ever. */
export type EffectRow<T extends EffectType = EffectType> = {
  key: string
  pid: number
  plan_no: number
  run_no: number
  node: string
  effect: Extract<Effect, { type: T }>
}

/**
 * Writes all effects of one type of a batch, set-based, inside the engine's transaction, and says of each what
 * became of it. Must be idempotent by key. There is one for each effect type.
 */
export type EffectWriter<T extends EffectType> = (
  tx: Sql,
  rows: EffectRow<T>[],
  now: Date,
) => Promise<EffectResult[]>

/** One message wanted by one step. `key` is enrollment:node:visit. */
export type MessageRow = {
  key: string
  pid: number
  plan_no: number
  run_no: number
  node: string
  enrollment_id: number
  channel: string
  content: Record<string, unknown>
  template_id?: string
}
