import { own } from "../own"
import type { Duration, FactCondition } from "./conditions"
import { amountText, type DescribeContext, say, WORDS } from "./describe-words"
import type { RuleField } from "./field"
import { durationMs } from "./time-frame"

/** "whose gender is Female", "whose birthday is within the next 14 days", "who have an account". */
export function describeFact({ fact, op, value }: FactCondition, context: DescribeContext): string {
  const words = WORDS[context.language]
  const field = context.field(fact)
  const label = (field && (field.label[context.language] ?? field.label.en)) ?? fact
  // Who names a field writes it as it is to be read.
  const name = !field || field.family === "attributes" ? label : words.called(label)
  const one = Array.isArray(value) && value.length === 1 ? own(words.single, op) : undefined
  const now = isNoSpan(value) ? own(words.today, op) : undefined
  const pattern = one ?? now ?? own(words.operators, op) ?? `${op} {}`
  // Only a yes or no is a statement already: "Has an account".
  if (field?.type === "boolean") {
    const says = typeof value === "boolean" && field.says?.[value ? "yes" : "no"]
    if (says) return says[context.language] ?? says.en
    const said = typeof value === "boolean" ? words.truths[value ? "yes" : "no"] : pattern
    return words.ofWhom(words.fact(words.quote(label), said))
  }
  if (op === "known" || op === "unknown")
    return words.whose(words.fact(name, field?.type === "choices" ? words.several[op] : pattern))
  return words.whose(words.fact(name, say(pattern, valueText(op, value, field, context))))
}

function valueText(
  op: string,
  value: unknown,
  field: RuleField | undefined,
  context: DescribeContext,
): string {
  const words = WORDS[context.language]
  const one = (v: unknown): string => {
    if (field?.type === "money" && typeof v === "number") return amountText(v, field.currency ?? "")
    if (field?.ids_of) return words.quote(context.name(field.ids_of, String(v)))
    const choice = field?.choices?.find((c) => c.value === v)
    if (choice) return words.choice(choice.label[context.language] ?? choice.label.en)
    return field?.type === "text" || field?.type === "choices" ? words.quote(String(v)) : String(v)
  }
  if (op === "between") return (value as unknown[]).map(one).join(words.until)
  if (Array.isArray(value))
    return (
      value.slice(0, 5).map(one).join(words.comma) + (value.length > 5 ? words.more(value.length - 5) : "")
    )
  if (op === "anniversary_in_month") return words.month(value as number | string)
  if (typeof value === "object" && value !== null) return words.duration(value as Duration)
  return one(value)
}

const isNoSpan = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value) && durationMs(value as Duration) === 0
