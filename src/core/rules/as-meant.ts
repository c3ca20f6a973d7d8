import { own } from "../own"
import type { Condition, Match, Scalar, Where } from "./conditions"
import type { FindField } from "./field"
import type { Rule } from "./schema"
import { NAMED, type ShopThing } from "./sources"

/** Of these what people did remembers the ids, also when the store deleted the thing; of others it forgets them. */
export const REMEMBERED: readonly ShopThing[] = ["variant", "sales_channel", "stock_location"]

type IsGone = (thing: ShopThing, id: string) => boolean

/**
 * A rule without what the store deleted: nobody is meant by a thing that is gone. It is still another than those that a rule
 * excludes, so these stay as they are. Every condition keeps its place.
 */
export function asMeant(rule: Rule, field: FindField, isGone: IsGone): Rule {
  if ("all" in rule) return { all: rule.all.map((part) => asMeant(part, field, isGone)) }
  if ("any" in rule) return { any: rule.any.map((part) => asMeant(part, field, isGone)) }
  if ("not" in rule) return { not: asMeant(rule.not, field, isGone) }
  return conditionAsMeant(rule, field, isGone)
}

function conditionAsMeant(condition: Condition, field: FindField, isGone: IsGone): Condition {
  if ("did" in condition) {
    const { where, then, not_then } = condition
    return {
      ...condition,
      ...(where && { where: whereAsMeant(where, isGone) }),
      ...(then?.where && { then: { ...then, where: whereAsMeant(then.where, isGone) } }),
      ...(not_then?.where && { not_then: { ...not_then, where: whereAsMeant(not_then.where, isGone) } }),
    }
  }
  const thing = "fact" in condition ? field(condition.fact)?.ids_of : undefined
  if (!thing || !("fact" in condition) || !["is", "in"].includes(condition.op)) return condition
  const ids = [condition.value].flat()
  const left = ids.filter((id) => !isGone(thing, String(id)))
  return left.length === ids.length ? condition : { ...condition, op: "in", value: left }
}

const whereAsMeant = (where: Where, isGone: IsGone): Where =>
  Object.fromEntries(
    Object.entries(where).map(([key, given]) => {
      const thing = own(NAMED, key)
      return [key, thing ? matchAsMeant(given, (id) => isGone(thing, String(id))) : given]
    }),
  )

function matchAsMeant(given: Match | Scalar, isGone: (id: Scalar) => boolean): Match | Scalar {
  const match: Match = typeof given === "object" ? given : { is: given }
  const { is, in: any, ...others } = match
  if (is !== undefined && isGone(is)) return { ...others, in: [] }
  return any?.some(isGone) ? { ...match, in: any.filter((id) => !isGone(id)) } : given
}
