import type { Rejection } from "../api/imports"

/** The key under `imports.rejections` and the values that the server's sentence names. */
export type RejectionText = { key: string; values: Record<string, string> }

/**
 * Which text says in the reader's language what the server's sentence says in English, with its values: `"12,5"` in
 * `"12,5" is not an amount such as 12.50.`. Null for a reason that only the server has words for.
 */
export function rejectionText({ code, column, problem }: Rejection): RejectionText | null {
  const pattern = PATTERNS.find((one) => one.code === code && one.words.test(problem))
  if (!pattern) return null
  const values = pattern.words.exec(problem)?.groups ?? {}
  return { key: pattern.key, values: { ...values, column: column ?? "" } }
}

const QUOTED = String.raw`(?<value>"(?:[^"\\]|\\.)*")`
const starting = (rest: string) => new RegExp(`^${QUOTED} ${rest}`, "s")

/** The server's sentences. One that was reworded falls back to itself. */
const PATTERNS: { code: string; key: string; words: RegExp }[] = [
  { code: "import/email", key: "email", words: starting("is not an e-mail") },
  { code: "import/date", key: "day", words: starting("is not a day") },
  { code: "import/date", key: "moment", words: starting("is not a date and time") },
  { code: "import/date", key: "notYet", words: starting("is not between 1970 and today") },
  { code: "import/money", key: "mostMoney", words: /^An amount is at most (?<most>.+)\.$/ },
  {
    code: "import/money",
    key: "decimals",
    words: starting(String.raw`has more decimals than (?<currency>[A-Z]{3}), which has (?<digits>\d)`),
  },
  { code: "import/money", key: "money", words: starting("is not an amount") },
  {
    code: "import/number",
    key: "number",
    words: starting(String.raw`is not a whole number from (?<least>-?\d+) to (?<most>\d+)`),
  },
  { code: "import/choice", key: "choice", words: starting(String.raw`is none of (?<choices>.*)\.$`) },
  { code: "import/relation", key: "relation", words: /is to the customer/ },
  { code: "import/nobody", key: "nobody", words: /names nobody/ },
  { code: "import/unknown-person", key: "unknownPerson", words: /No customer is known/ },
  { code: "import/two-people", key: "twoPeople", words: /different customers/ },
  { code: "import/empty", key: "empty", words: /has no/ },
  { code: "import/country", key: "country", words: /two letters/ },
  { code: "import/zone", key: "zone", words: /zone/ },
  { code: "import/event", key: "eventOfStore", words: /have this name: (?<value>"[^"]+")/ },
  { code: "import/event", key: "event", words: /short name/ },
  { code: "import/currency", key: "amountWithoutCurrency", words: /needs a currency/ },
  { code: "import/currency", key: "currency", words: starting("is not a currency") },
  { code: "import/long", key: "longValue", words: /has (?<shown>\d+) characters; at most (?<most>\d+)/ },
  { code: "import/long", key: "longLine", words: /line is longer/ },
  { code: "import/quotes", key: "quotes", words: /quotes/ },
  {
    code: "import/cells",
    key: "cells",
    words: /has (?<shown>\d+) cells, the header (?<header>\d+)/,
  },
  { code: "import/order-lines", key: "orderLines", words: /at most (?<most>\d+) lines/ },
  { code: "import/sum", key: "mostPieces", words: /at most (?<most>\d+) pieces/ },
  { code: "import/sum", key: "mostSum", words: /sum up/ },
  {
    code: "import/email-taken",
    key: "emailTaken",
    words: /^The e-mail (?<value>\S+) belongs to customer (?<customer>.+) already/,
  },
  { code: "import/refused", key: "refused", words: /refuses this customer: (?<reason>.+)$/s },
  {
    code: "import/contradiction",
    key: "otherCustomer",
    words: /^Order (?<value>.+) belongs to another customer/,
  },
  {
    code: "import/contradiction",
    key: "otherCurrency",
    words: /^Order (?<value>.+) is in (?<currency>[A-Z]{3})\.$/,
  },
]
