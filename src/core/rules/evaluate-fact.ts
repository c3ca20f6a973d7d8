import { addDays, type Day, dayOf, isLeap, partsOf } from "../time/zone"
import type { Duration, FactCondition } from "./conditions"
import type { EvaluateContext } from "./evaluate-context"
import { askedOf } from "./field"
import { type CustomerSnapshot, fieldRow } from "./snapshot"
import { durationMs } from "./time-frame"

/** One field of one customer against one value. */
export function evaluateFact(
  { fact, op, value: given }: FactCondition,
  customer: CustomerSnapshot,
  context: EvaluateContext,
): boolean {
  const field = context.field(fact)
  const value = askedOf(field, given)
  const known = field?.memory(fieldRow(customer), context) ?? null
  if (field?.type === "choices") return compareChoices((known ?? []) as string[], op, value as string[])
  if (op === "unknown") return known === null
  if (known === null) return false
  if (op === "known") return true
  if (field!.type === "date") {
    const fits = (one: unknown) =>
      field!.day ? compareDay(one as Day, op, value, context) : compareMoment(one as Date, op, value, context)
    return Array.isArray(known) ? known.some(fits) : fits(known)
  }
  return [known].flat().some((one) => comparePlain(one, op, value))
}

function comparePlain(known: unknown, op: string, value: unknown): boolean {
  const [a, b] = [known as number, value as number]
  const text = known as string
  switch (op) {
    case "is":
    case "eq":
      return known === value
    case "is_not":
    case "ne":
      return known !== value
    case "in":
      return (value as unknown[]).includes(known)
    case "not_in":
      return !(value as unknown[]).includes(known)
    case "gt":
      return a > b
    case "gte":
      return a >= b
    case "lt":
      return a < b
    case "lte":
      return a <= b
    case "between":
      return a >= (value as number[])[0]! && a <= (value as number[])[1]!
    case "contains":
      return text.includes(value as string)
    case "starts_with":
      return text.startsWith(value as string)
    default:
      return text.endsWith(value as string)
  }
}

/** A set: of somebody without any it holds that they have none of those asked for. */
function compareChoices(known: string[], op: string, values: string[]): boolean {
  if (op === "known" || op === "unknown") return known.length > 0 === (op === "known")
  if (op === "has_all") return values.every((value) => known.includes(value))
  return values.some((value) => known.includes(value)) === (op === "has_any")
}

function compareMoment(known: Date, op: string, value: unknown, context: EvaluateContext): boolean {
  const day = dayOf(known, context.zone)
  if (["before", "after", "on", "between"].includes(op)) return compareDay(day, op, value, context)
  if (op.startsWith("anniversary")) return anniversary(day, op, value, context)
  const ago = context.now.getTime() - known.getTime()
  const span = durationMs(value as Duration)
  if (op === "within_last") return ago >= 0 && ago < span
  if (op === "more_than_ago") return ago >= span
  return ago < 0 && -ago <= span
}

function compareDay(known: Day, op: string, value: unknown, context: EvaluateContext): boolean {
  if (op === "before") return known < (value as Day)
  if (op === "after") return known > (value as Day)
  if (op === "on") return known === value
  if (op === "between") return known >= (value as Day[])[0]! && known <= (value as Day[])[1]!
  if (op.startsWith("anniversary")) return anniversary(known, op, value, context)
  const today = dayOf(context.now, context.zone)
  const days = durationMs(value as Duration) / 86_400_000
  if (op === "within_last") return known <= today && known >= addDays(today, -days)
  if (op === "more_than_ago") return known < addDays(today, -days)
  return known >= today && known <= addDays(today, days)
}

/** In which years' days it is celebrated is tried out day by day. */
function anniversary(known: Day, op: string, value: unknown, { now, zone }: EvaluateContext): boolean {
  const today = dayOf(now, zone)
  const born = partsOf(known)
  if (op === "anniversary_in_month") {
    const month = partsOf(today).month
    const asked =
      value === "this"
        ? month
        : value === "next"
          ? (month % 12) + 1
          : value === "previous"
            ? ((month + 10) % 12) + 1
            : value
    return born.month === asked
  }
  const span = Math.min(durationMs(value as Duration) / 86_400_000, 366)
  return Array.from({ length: span + 1 }, (_, i) => partsOf(addDays(today, i))).some(
    ({ year, month, day }) => {
      const celebrated = born.month === 2 && born.day === 29 && !isLeap(year) ? 28 : born.day
      return month === born.month && day === celebrated
    },
  )
}
