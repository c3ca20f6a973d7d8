import type { Problem } from "../problem"
import type { FindField } from "./field"
import { refuse } from "./problems"
import type { Rule } from "./schema"
import type { ShopThing } from "./sources"

/** Things whose deletion leaves a rule that names them without a meaning. */
export type Thing = ShopThing | "segment" | "plan" | "coupon_template" | "channel"
export type CheckContext = {
  zone: string
  field: FindField
  /** Every segment that the rule reaches, with its rule when it has one. */
  segments: ReadonlyMap<string, { name?: string; rule: Rule | null }>
  exists: (thing: Thing, id: string) => boolean
  /** The segment that the rule is going to be saved as. */
  saved_as?: string
  /** Inside a canvas windows may count from there. */
  in_canvas?: boolean
}

/** A path into the rule. */
export const under = (path: string, ...keys: (string | number)[]): string =>
  [path, ...keys].filter((part) => part !== "").join(".")

export function missing(
  thing: Thing,
  id: string,
  path: string,
  { exists }: Pick<CheckContext, "exists">,
): Problem[] {
  return exists(thing, id)
    ? []
    : [refuse("rule/missing", path, { thing: thing.replace("_", " "), id, name: id })]
}
