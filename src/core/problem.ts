/**
 * A refusal that a person can act on. User input never throws inside `core`: it yields problems.
 *
 * - `code` is stable and namespaced by the room that raises it (`rule/unknown-field`).
 * - `path` points into the thing that was given (`all.0.value`, `nodes.n3.settings.amount`, `line 12`).
 * - `message` says what is wrong, `hint` what to do about it; both are English, the admin translates by code.
 */
export type Problem = {
  code: string
  path: string
  message: string
  hint?: string
  /** Warnings are shown but never stop anything. Default: error. */
  severity?: "error" | "warning"
}

type Sentence = (values: Record<string, unknown>) => string
export type ProblemTable = Record<string, { message: Sentence | string; hint?: string; severity?: "warning" }>

/**
 * Declares one room's codes and gives back the only way to make problems with them.
 *
 * @example
 * const refuse = problemsOf({ "rule/depth": { message: (v) => `Nested ${v.depth} deep; at most 8.` } })
 * refuse("rule/depth", "all.0", { depth: 9 })
 */
export function problemsOf<T extends ProblemTable>(table: T) {
  return (code: keyof T & string, path: string, values: Record<string, unknown> = {}): Problem => {
    const entry = table[code] as ProblemTable[string]
    const message = typeof entry.message === "string" ? entry.message : entry.message(values)
    const made: Problem = { code, path, message }
    if (entry.hint) made.hint = entry.hint
    if (entry.severity) made.severity = entry.severity
    return made
  }
}

export const errorsIn = (problems: Problem[]): Problem[] => problems.filter((p) => p.severity !== "warning")

/** Thrown by verbs (never by `core`) when input is refused; doors answer 400 with the problems. */
export class Refused extends Error {
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super(problems.map((p) => (p.path ? `${p.path}: ${p.message}` : p.message)).join(" "))
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

/** Thrown by verbs when the thing is not in a state that allows this now; doors answer 409. */
export class Conflict extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = "Conflict"
    this.code = code
  }
}

/** Thrown when too many ask at once and nothing was begun; doors answer 503, and the same may be asked again soon. */
export class Busy extends Error {
  constructor(message: string) {
    super(message)
    this.name = "Busy"
  }
}
