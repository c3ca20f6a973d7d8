import type { Rule } from "../core/rules/schema"
import { firstYounger } from "../core/time/birthday"
import { addDays, dayOf, isLeap, partsOf } from "../core/time/zone"
import type { Bind } from "../extension/field"

type Today = { now: Date; zone: string }

/**
 * Full years on the store's calendar of a row with `birthday` and `birth_md`. Who was born on 29 February turns older on
 * the 28th in other years.
 */
export function ageSql(alias: string, { bind, now, zone }: Today & { bind: Bind }): string {
  const { year, monthDay } = birthdaysUntil(now, zone)
  return `(${bind(year)}::int - extract(year from ${alias}.birthday)::int - (${alias}.birth_md > ${bind(monthDay)}::int)::int)`
}

export function ageOf(birthday: string, { now, zone }: Today): number {
  const { year, monthDay } = birthdaysUntil(now, zone)
  const born = partsOf(birthday)
  return year - born.year - (born.month * 100 + born.day > monthDay ? 1 : 0)
}

/** Older than anybody, and few enough for the calendar. */
const OLDEST = 200

/**
 * The same asked of a field with the birthday, because PostgreSQL knows how birthdays are spread and compares a day faster than
 * it reckons an age. Null where the ages asked about are not full years.
 */
export const ageAsBirthday =
  (field: string) =>
  ({ op, value }: { op: string; value?: unknown }, { now, zone }: Today): Rule | null => {
    const ages = [value].flat()
    if (!ages.every((age) => Number.isInteger(age) && Number(age) >= 0 && Number(age) < OLDEST)) return null
    const [low, high = low] = ages as [number, number?]
    const today = dayOf(now, zone)
    const born = (op: string, value: unknown): Rule => ({ fact: field, op, value })
    const dayBefore = (day: string) => addDays(day, -1)
    const atLeast = (age: number) => born("before", firstYounger(age, today))
    const below = (age: number) => born("after", dayBefore(firstYounger(age, today)))
    switch (op) {
      case "gte":
        return atLeast(low)
      case "gt":
        return atLeast(low + 1)
      case "lt":
        return below(low)
      case "lte":
        return below(low + 1)
      case "ne":
        return { any: [below(low), atLeast(low + 1)] }
      case "eq":
      case "between":
        // One birthday must fit both ends: somebody may have several related persons.
        return born("between", [firstYounger(high + 1, today), dayBefore(firstYounger(low, today))])
      default:
        return null
    }
  }

/** This year, and the last month-day whose birthdays have been celebrated. */
function birthdaysUntil(now: Date, zone: string): { year: number; monthDay: number } {
  const { year, month, day } = partsOf(dayOf(now, zone))
  return { year, monthDay: month === 2 && day === 28 && !isLeap(year) ? 229 : month * 100 + day }
}
