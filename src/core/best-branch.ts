import type { z } from "zod"
import { anyOf, BE, choiceOf, NONE_FITS } from "./misfit-words"

/** `either`: of a union, what each of its branches asks for. */
export type Issue = z.core.$ZodIssue & { input?: unknown; either?: string[] }

export const isMissing = (issue: Issue): boolean =>
  ["invalid_type", "invalid_value", "invalid_union"].includes(issue.code) &&
  (issue.input === undefined || issue.input === null)

/** Looked up here: the schema's own report of it writes all of it out as text, and falls over what is nested without end. */
export const inputAt = (given: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    given,
  )

/**
 * What tells most about a misfit: of a union whose branches all refuse, that which the branch says that was most likely
 * meant. A union that speaks for itself is left alone.
 */
export function tellingIssues(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || issue.message !== NONE_FITS || isMissing(issue)) return [issue]
  const branches = issue.errors.map((errors) =>
    errors.flatMap((found) => tellingIssues({ ...found, input: inputAt(issue.input, found.path) } as Issue)),
  )
  const firstParts = unlessBegun(issue.input, branches)
  if (firstParts.length > 1) return [{ ...issue, message: `must have one of ${firstParts.join(", ")}` }]
  const best = branches.reduce((least, branch) => (costOf(branch) < costOf(least) ? branch : least))
  if (isOfKind(best)) return [inOneSentence(issue, branches.filter(isOfKind), best)]
  return best.map((found) => ({
    ...withAllChoices(found, branches),
    path: [...issue.path, ...found.path],
  }))
}

/** The first part that each branch needs, where none of them knows anything of what was given. */
function unlessBegun(input: unknown, branches: Issue[][]): string[] {
  if (typeof input !== "object" || input === null) return []
  const given = Object.keys(input).length
  if (branches.some((branch) => unknownParts(branch) !== given)) return []
  const firsts = branches.flatMap((branch) => {
    const first = branch.find((found) => found.path.length === 1 && isMissing(found))
    return first ? [String(first.path[0])] : []
  })
  return [...new Set(firsts)]
}

const unknownParts = (branch: Issue[]): number =>
  branch.reduce(
    (sum, found) =>
      sum + (found.code === "unrecognized_keys" && found.path.length === 0 ? found.keys.length : 0),
    0,
  )

/** The farther from what was given, the more: another kind of thing, then parts that a branch does not know, then the rest. */
const costOf = (branch: Issue[]): number =>
  branch.reduce((sum, found) => sum + (isOfOtherKind(found) ? 1000 : 1), 10 * unknownParts(branch))

const isOfOtherKind = (found: Issue): boolean =>
  found.path.length === 0 &&
  (found.code === "invalid_type" ||
    found.code === "invalid_union" ||
    (found.code === "invalid_value" && found.values.every((value) => typeof value !== typeof found.input)))

const OF_KIND = ["invalid_type", "invalid_value", "invalid_union", "invalid_format", "custom"]
/** It says nothing but what the whole should have been. */
const isOfKind = (branch: Issue[]): boolean =>
  branch.every(({ path, code }) => path.length === 0 && OF_KIND.includes(code))

function inOneSentence(issue: Issue, branches: Issue[][], best: Issue[]): Issue {
  const sentence = best.find(({ message }) => message.endsWith("."))
  if (sentence) return { ...sentence, path: issue.path }
  const either = [...new Set(branches.flat().flatMap((found) => found.either ?? [found.message]))]
  const kinds = either.filter((words) => words.startsWith(BE)).map((words) => words.slice(BE.length))
  const others = either.filter((words) => !words.startsWith(BE))
  const message = [...(kinds.length > 0 ? [BE + anyOf(kinds)] : []), ...others].join(", or ")
  return { ...issue, either, message }
}

/** Where several branches leave a choice at the same place, it is a choice among all of theirs. */
function withAllChoices(found: Issue, branches: Issue[][]): Issue {
  if (found.code !== "invalid_value" || found.message !== choiceOf(found.values)) return found
  const at = found.path.join(".")
  const values = branches
    .filter((branch) => unknownParts(branch) === 0)
    .flat()
    .flatMap((other) => (other.code === "invalid_value" && other.path.join(".") === at ? other.values : []))
  const all = [...new Set([...found.values, ...values])]
  return { ...found, values: all, message: choiceOf(all) }
}
