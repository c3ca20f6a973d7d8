import { isCurrency } from "../money"
import type { Problem, Values } from "../problem"
import { FIRST_DAY, LAST_DAY } from "../profile/change"
import type { CsvProblem } from "./csv"
import { instantOf, isDay } from "./moments"
import { refuseLine } from "./problems"

/** Why a line was left out: which column, a stable code, the sentence for the report and the values in it. */
export type Rejection = { column: string | null; code: string; problem: string; values?: Values }

export const rejectionOf = ({ path, code, message, values }: Problem): Rejection => ({
  column: path || null,
  code,
  problem: message,
  ...(values ? { values } : {}),
})

/** What the file's own reader could not make cells of. */
export const brokenLine = (problem: CsvProblem): Rejection => rejectionOf(refuseLine(BROKEN[problem], ""))

const BROKEN = {
  "broken-quotes": "import/quotes",
  "stray-quote": "import/stray-quote",
  "too-long": "import/long-line",
} as const

export class Rejected extends Error {
  readonly rejection: Rejection
  /** What is wrong with the line; its path is a column, or empty. */
  constructor(problem: Problem) {
    super(problem.message)
    this.rejection = rejectionOf(problem)
  }
}

export const show = (text: string): string =>
  JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** Not a proof that mail arrives: one @, no spaces or control characters, a dot in the host. */
export function readEmail(column: string, text: string): string {
  if (text.length > 254 || !/^[^\s@<>()",;:\\]+@[^\s@<>()",;:\\]+\.[^\s@.]+$/.test(text)) {
    throw new Rejected(refuseLine("import/email", column, { value: show(text) }))
  }
  return text.toLowerCase()
}

export function readInteger(column: string, text: string, { least = 0, most = 1_000_000 } = {}): number {
  const n = Number(text)
  if (!/^[+-]?\d+(\.0+)?$/.test(text) || n < least || n > most) {
    throw new Rejected(refuseLine("import/number", column, { value: show(text), least, most }))
  }
  return n
}

export function readChoice<T extends string>(column: string, text: string, choices: Record<string, T>): T {
  const choice = text.toLowerCase()
  if (!Object.hasOwn(choices, choice))
    throw new Rejected(
      refuseLine("import/choice", column, { value: show(text), choices: Object.keys(choices).join(", ") }),
    )
  return choices[choice]!
}

/** A currency of ISO 4217, in lower case. */
export function readCurrency(column: string, text: string): string {
  if (!isCurrency(text))
    throw new Rejected(refuseLine("import/currency", column, { value: show(text.toUpperCase()) }))
  return text.toLowerCase()
}

/** What a line is read against: the store's zone for wall times, and the present, which no fact lies beyond. */
export type Reading = { zone: string; now: Date }

const DAY_MS = 86_400_000

/** A day as YYYY-MM-DD on which somebody may have been born. */
export function readBirthday(column: string, text: string, now: Date): string {
  if (!isDay(text) || text < "1800-01-01" || Date.parse(text) > now.getTime() + DAY_MS)
    throw new Rejected(refuseLine("import/day", column, { value: show(text) }))
  return text
}

/** Any day as YYYY-MM-DD of the times that shops keep books of. */
export function readDay(column: string, text: string): string {
  if (!isDay(text) || text < FIRST_DAY || text > LAST_DAY)
    throw new Rejected(refuseLine("import/day", column, { value: show(text) }))
  return text
}

/**
 * When something happened, from 1970 to now; without an offset it is wall time in `zone`. Nothing that happened lies in the
 * future: rules take "the last 7 days" to end now.
 */
export function readInstant(column: string, text: string, { zone, now }: Reading): Date {
  const at = instantOf(text, zone)
  if (!at) throw new Rejected(refuseLine("import/moment", column, { value: show(text) }))
  // One day's grace: the other system's clock or zone may be ahead.
  if (at.getTime() < 0 || at.getTime() > now.getTime() + DAY_MS)
    throw new Rejected(refuseLine("import/not-yet", column, { value: show(text) }))
  return at > now ? now : at
}

/** More characters no name, number or address needs, and the database's indexes take no much longer ones. */
const LONGEST = 200

export function refuseLong(known: Record<string, string>): void {
  for (const [column, text] of Object.entries(known))
    if (text.length > LONGEST)
      throw new Rejected(refuseLine("import/long-value", column, { shown: text.length, most: LONGEST }))
}

/** Is it a day, alone or with a time? Rules then compare its day. */
export const looksLikeDate = (text: string): boolean => instantOf(text, "UTC") !== null && text >= "0001"

/** What an attribute's text shows itself to be: number, boolean or text. Long digit strings and leading zeros stay text. */
export function readAttribute(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true"
  if (/^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(text)) return Number(text)
  return text
}
