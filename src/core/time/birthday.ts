import { addDays, type Day, isLeap, partsOf } from "./zone"

/**
 * Who was born on this day or later is younger than `age` full years today. Who was born on 29 February turns older on
 * the 28th in other years.
 */
export function firstYounger(age: number, today: Day): Day {
  // Who is not of an age yet turns so tomorrow or later.
  const tomorrow = addDays(today, 1)
  const year = partsOf(tomorrow).year - age
  const monthDay = tomorrow.slice(5)
  return `${String(year).padStart(4, "0")}-${monthDay === "02-29" && !isLeap(year) ? "03-01" : monthDay}`
}
