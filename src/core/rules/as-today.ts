import type { Condition } from "./conditions"
import type { FindField } from "./field"
import type { Rule } from "./schema"
import { conditionsIn } from "./segments"
import { isProductKey } from "./sources"

type Texts = { en: string; zhCN?: string }
type Surroundings = {
  field: FindField
  segments: ReadonlyMap<string, { rule: Rule | null }>
}

/** Families of fields that are made from what has a moment. */
const KEPT = ["purchase", "orders", "cart", "points", "coupons", "behaviour"]
const KEPT_FIELDS = ["profile.became_customer_at"]
const IN_CARTS = { en: "What lay in carts", zhCN: "购物车中的商品" }

/** What a rule asks about that is only known as it is today, by the names people know; no name twice. */
export function askedAsToday(rule: Rule, surroundings: Surroundings): Texts[] {
  const found = new Map<string, Texts>()
  const look = (part: Rule, seen: readonly string[]): void => {
    for (const { condition } of conditionsIn(part)) {
      const inner = "in_segment" in condition ? surroundings.segments.get(condition.in_segment)?.rule : null
      if ("in_segment" in condition && inner && !seen.includes(condition.in_segment))
        look(inner, [...seen, condition.in_segment])
      for (const name of namesOf(condition, surroundings.field)) found.set(name.en, name)
    }
  }
  look(rule, [])
  return [...found.values()]
}

/** Has this field a history? */
export const isKept = (id: string, field: FindField): boolean =>
  KEPT_FIELDS.includes(id) || KEPT.includes(field(id)?.family ?? "")

function namesOf(condition: Condition, field: FindField): Texts[] {
  if ("fact" in condition) return isKept(condition.fact, field) ? [] : [nameOf(condition.fact, field)]
  if (!("did" in condition)) return []
  const steps = [condition, condition.then, condition.not_then].filter((step) => step !== undefined)
  const looksIn = steps.some(
    ({ did, where = {} }) =>
      did === "cart_open" && Object.keys(where).some((key) => isProductKey(key) || key === "variant_id"),
  )
  return looksIn ? [IN_CARTS] : []
}

export const nameOf = (id: string, field: FindField): Texts => field(id)?.label ?? { en: id }
