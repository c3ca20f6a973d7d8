import { isCurrency } from "../money"
import { FIRST_DAY, LAST_DAY } from "../profile/change"
import { instantOf, isDay } from "./moments"

/** A value that could not be read: which column, a stable code, and the sentence for the report. */
export type Rejection = { column: string | null; code: string; problem: string }

export class Rejected extends Error {
  readonly rejection: Rejection
  constructor(column: string | null, code: string, problem: string) {
    super(problem)
    this.rejection = { column, code, problem }
  }
}

const show = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** Not a proof that mail arrives: one @, no spaces or control characters, a dot in the host. */
export function readEmail(column: string, text: string): string {
  if (text.length > 254 || !/^[^\s@<>()",;:\\]+@[^\s@<>()",;:\\]+\.[^\s@.]+$/.test(text)) {
    throw new Rejected(column, "import/email", `${show(text)} is not an e-mail address.`)
  }
  return text.toLowerCase()
}

export function readInteger(column: string, text: string, { least = 0, most = 1_000_000 } = {}): number {
  const n = Number(text)
  if (!/^[+-]?\d+(\.0+)?$/.test(text) || n < least || n > most) {
    throw new Rejected(
      column,
      "import/number",
      `${show(text)} is not a whole number from ${least} to ${most}.`,
    )
  }
  return n
}

export function readChoice<T extends string>(column: string, text: string, choices: Record<string, T>): T {
  const choice = text.toLowerCase()
  if (!Object.hasOwn(choices, choice))
    throw new Rejected(
      column,
      "import/choice",
      `${show(text)} is none of ${Object.keys(choices).join(", ")}.`,
    )
  return choices[choice]!
}

/** A currency of ISO 4217, in lower case. */
export function readCurrency(column: string, text: string): string {
  if (!isCurrency(text))
    throw new Rejected(
      column,
      "import/currency",
      `${show(text.toUpperCase())} is not a currency of ISO 4217 such as EUR.`,
    )
  return text.toLowerCase()
}

/** What a line is read against: the store's zone for wall times, and the present, which no fact lies beyond. */
export type Reading = { zone: string; now: Date }

const DAY_MS = 86_400_000

/** A day as YYYY-MM-DD on which somebody may have been born. */
export function readBirthday(column: string, text: string, now: Date): string {
  if (!isDay(text) || text < "1800-01-01" || Date.parse(text) > now.getTime() + DAY_MS)
    throw new Rejected(column, "import/date", `${show(text)} is not a day such as 1984-02-29.`)
  return text
}

/** Any day as YYYY-MM-DD of the times that shops keep books of. */
export function readDay(column: string, text: string): string {
  if (!isDay(text) || text < FIRST_DAY || text > LAST_DAY)
    throw new Rejected(column, "import/date", `${show(text)} is not a day such as 2026-12-31.`)
  return text
}

/** When something happened, from 1970 to now; without an offset it is wall time in `zone`. */
export function readInstant(column: string, text: string, { zone, now }: Reading): Date {
  const at = instantOf(text, zone)
  if (!at)
    throw new Rejected(
      column,
      "import/date",
      `${show(text)} is not a date and time such as 2026-03-01 14:30:00 or 2026-03-01T14:30:00Z.`,
    )
  // One day's grace: the other system's clock or zone may be ahead.
  if (at.getTime() < 0 || at.getTime() > now.getTime() + DAY_MS)
    throw new Rejected(column, "import/date", `${show(text)} is not between 1970 and today.`)
  return at
}

/** More characters no name, number or address needs, and the database's indexes take no much longer ones. */
const LONGEST = 200

export function refuseLong(known: Record<string, string>): void {
  for (const [column, text] of Object.entries(known))
    if (text.length > LONGEST)
      throw new Rejected(
        column,
        "import/long",
        `The value has ${text.length} characters; at most ${LONGEST}.`,
      )
}

/** Is it a day, alone or with a time? Rules then compare its day. */
export const looksLikeDate = (text: string): boolean => instantOf(text, "UTC") !== null && text >= "0001"

/** What an attribute's text shows itself to be: number, boolean or text. Long digit strings and leading zeros stay text. */
export function readAttribute(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true"
  if (/^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(text)) return Number(text)
  return text
}
