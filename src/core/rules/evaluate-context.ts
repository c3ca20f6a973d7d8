import type { FindField } from "./field"
import type { Rule } from "./schema"

export type EvaluateContext = {
  now: Date
  zone: string
  field: FindField
  /** Dynamic segments by id; those that are not here are asked by membership. */
  segments: ReadonlyMap<string, { rule: Rule | null }>
}

/** Does it match, and which orders, events, messages or coupons show it. */
export type Verdict = { matches: boolean; witnesses: string[] }
