import { dayOf, isLeap, partsOf } from "../core/time/zone"
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

/** This year, and the last month-day whose birthdays have been celebrated. */
function birthdaysUntil(now: Date, zone: string): { year: number; monthDay: number } {
  const { year, month, day } = partsOf(dayOf(now, zone))
  return { year, monthDay: month === 2 && day === 28 && !isLeap(year) ? 229 : month * 100 + day }
}
