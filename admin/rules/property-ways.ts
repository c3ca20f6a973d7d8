import type { Match } from "./rule"

const TEXTS = ["is", "is_not", "in", "not_in", "contains", "starts_with", "ends_with"] as const
const NUMBERS = ["eq", "ne", "gte", "gt", "lte", "lt", "between"] as const
/** Yes and no have nothing to type beside them. */
const TRUTHS = ["yes", "no"] as const
/** How a property is compared in the rule itself. */
export const COMPARED = [...TEXTS, ...NUMBERS]
export type Compared = (typeof COMPARED)[number]
/** The ways one may choose from: texts, numbers and yes or no never equal each other, so each has a way of its own. */
export const WAYS = [...COMPARED, ...TRUTHS]
export type Way = (typeof WAYS)[number]

export const isNumeric = (way: Way): boolean => (NUMBERS as readonly string[]).includes(way)
export const isList = (way: Way): boolean => way === "in" || way === "not_in"

/** The way that a comparison is shown as. */
export const wayOf = (compared: Compared, value: Match[Compared]): Way =>
  compared === "is" && typeof value === "boolean" ? (value ? "yes" : "no") : compared

/** Another way to compare, with as much of the value as fits. */
export function another(value: unknown, way: Way): Match {
  if (way === "yes" || way === "no") return { is: way === "yes" }
  const [first] = [value].flat()
  const one = typeof first === "boolean" ? undefined : first
  if (way === "between") return { between: [Number(one) || 0, Number(one) || 0] }
  if (isNumeric(way)) return { [way]: Number(one) || 0 }
  if (isList(way)) return { [way]: one === undefined || one === "" ? [] : [String(one)] }
  return { [way]: one === undefined ? "" : String(one) }
}
