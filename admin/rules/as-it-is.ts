import type { CatalogueField } from "../api/catalogue"
import type { Explanation } from "../api/rules"
import type { Condition, DidCondition, Rule } from "./rule"

type Explained = Explanation["conditions"][number]
type Plain = string | number | boolean

/**
 * What is so of the customer, asked as a condition of its own, which can be read aloud: of a field its value, of something
 * done what it came to. A moment is itself. Null: there is nothing to say.
 */
export function asItIs(
  condition: Condition | null,
  { value, measured }: Explained,
  field: CatalogueField | undefined,
): Rule | { moment: string } | null {
  if (!condition) return null
  if ("did" in condition) return measured ? measuredAs(condition, measured) : null
  if (!("fact" in condition) || !field || value === undefined) return null
  const { fact } = condition
  if (value === null || (Array.isArray(value) && value.length === 0)) return { fact, op: "unknown" }
  if (field.type === "choices") return { fact, op: "has_all", value: value as string[] }
  if (field.type === "date" && !field.day && typeof value === "string") return { moment: value }
  const op = { number: "eq", money: "eq", date: "on" }[field.type as string] ?? "is"
  const each = ([value].flat() as Plain[]).map((one): Rule => ({ fact, op, value: one }))
  return each.length === 1 ? each[0]! : { any: each }
}

const MEASURES = ["count", "days", "quantity", "amount", "average", "sum", "min", "max"] as const

/** The same thing done, counted as it was; what should follow it is another question. */
function measuredAs(condition: DidCondition, measured: NonNullable<Explained["measured"]>): Rule | null {
  const { did, where, window } = condition
  const came = MEASURES.flatMap((measure) => {
    const n = measured[measure]
    if (n === undefined || n === null) return []
    const { of, currency } = (condition[measure] ?? {}) as { of?: string; currency?: string }
    const named = { ...(of === undefined ? {} : { of }), ...(currency === undefined ? {} : { currency }) }
    return [[measure, { ...named, eq: currency === undefined ? Math.round(n * 100) / 100 : Math.round(n) }]]
  })
  if (came.length === 0) return null
  return {
    did,
    ...(where ? { where } : {}),
    ...(window ? { window } : {}),
    ...Object.fromEntries(came),
  } as Rule
}
