/** A thing that a sentence names together with what it is: "the plan “Win back”". */
export type Named = { what: "plan" | "segment" | "customer_group" | "webhook"; name: string }

/** Names, numbers and lists of things that a sentence is about. */
export type Values = Record<string, string | number | Named[]>

/**
 * A refusal that a person can act on. User input never throws inside `core`: it yields problems.
 *
 * - `code` is stable and namespaced by the room that raises it (`rule/unknown-field`).
 * - `path` points into the thing that was given (`all.0.value`, `nodes.n3.settings.amount`, `line 12`).
 * - `message` says what is wrong, `hint` what to do about it; both are English.
 * - `values` are the names and numbers in the message: with code and values the admin says it in the reader's language.
 */
export type Problem = {
  code: string
  path: string
  message: string
  hint?: string
  values?: Values
  /** Warnings are shown but never stop anything. Default: error. */
  severity?: "error" | "warning"
}

/** One room's codes; `{name}` in a message is the value of that name. */
export type ProblemTable = Record<string, { message: string; hint?: string; severity?: "warning" }>

/** The names of the values that a message asks for. */
type Asked<M extends string> = M extends `${string}{${infer Name}}${infer Rest}` ? Name | Asked<Rest> : never
type Given<M extends string> = [Asked<M>] extends [never]
  ? [values?: Values]
  : [values: Record<Asked<M>, string | number> & Values]

/** Makes a problem of one of the table's codes; the values that its message asks for cannot be left out. */
export type Refuse<T extends ProblemTable> = <C extends keyof T & string>(
  code: C,
  path: string,
  ...values: Given<T[C]["message"]>
) => Problem

/**
 * Declares one room's codes and gives back the only way to make problems with them.
 *
 * @example
 * const refuse = problemsOf({ "rule/depth": { message: "Nested {depth} deep; at most 8." } })
 * refuse("rule/depth", "all.0", { depth: 9 })
 */
export function problemsOf<const T extends ProblemTable>(table: T): Refuse<T> {
  return (code, path, ...[given = {}]) => {
    const entry: ProblemTable[string] = table[code]!
    // A whole sentence, e.g. a schema's, is the message and no value in it.
    const { message: _, ...values } = given
    const made: Problem = { code, path, message: fill(entry.message, given) }
    if (entry.hint) made.hint = entry.hint
    if (Object.keys(values).length > 0) made.values = values
    if (entry.severity) made.severity = entry.severity
    return made
  }
}

const fill = (message: string, values: Values): string =>
  message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))

export const errorsIn = (problems: Problem[]): Problem[] => problems.filter((p) => p.severity !== "warning")

/** With its place, unless its first words name it: "coupon_id is needed." */
const sentenceOf = ({ path, message }: Problem): string =>
  path && !message.startsWith(`${path} `) ? `${path}: ${message}` : message

/** Thrown by verbs (never by `core`) when input is refused; doors answer 400 with the problems. */
export class Refused extends Error {
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super(problems.map(sentenceOf).join(" "))
    this.name = "Refused"
    this.problems = problems
  }
}

/** Thrown by verbs when the thing named does not exist (or is not this person's); doors answer 404. */
export class Missing extends Error {
  constructor(thing: string, id: string) {
    super(`There is no ${thing} ${id}.`)
    this.name = "Missing"
  }
}

/**
 * Thrown by verbs when the thing is not in a state that allows this now; doors answer 409. `values` are the names and
 * numbers in the message, as a problem has them.
 */
export class Conflict extends Error {
  readonly code: string
  readonly values?: Values
  constructor(code: string, message: string, values?: Values) {
    super(message)
    this.name = "Conflict"
    this.code = code
    if (values) this.values = values
  }
}

/** Thrown when one asks too often; doors answer 429 and when to come again. */
export class TooMany extends Error {
  readonly retry_after_s: number
  constructor(retry_after_s: number) {
    super(`Too many calls. Come again in ${retry_after_s} s.`)
    this.name = "TooMany"
    this.retry_after_s = retry_after_s
  }
}

/** Thrown when too many ask at once and nothing was begun; doors answer 503, and the same may be asked again soon. */
export class Busy extends Error {
  constructor(message: string) {
    super(message)
    this.name = "Busy"
  }
}
