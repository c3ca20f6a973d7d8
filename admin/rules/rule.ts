import type {
  Comparison,
  Condition,
  DidCondition,
  Duration,
  FactCondition,
  HoldsCondition,
  Match,
  PlanCondition,
  SegmentCondition,
  Where,
  Window,
} from "../../src/core/rules/conditions"
import type { Rule } from "../../src/core/rules/schema"

export type {
  Condition,
  DidCondition,
  Duration,
  FactCondition,
  HoldsCondition,
  Match,
  PlanCondition,
  Rule,
  SegmentCondition,
  Where,
  Window,
}

export type Group = { all: Rule[] } | { any: Rule[] } | { not: Rule }
export type Mode = "all" | "any" | "none"
export type TimeUnit = keyof Duration
export type Measure = Comparison & { of?: string; currency?: string }
export type Scalar = string | number | boolean

/** A group in the editor's eyes. "none" is { not: { any: [...] } }, which is the same as { not: ... } of a single one. */
export type GroupView = { mode: Mode; rules: Rule[] /** Path from the group to its list. */; at: string }

export const isGroup = (rule: Rule): rule is Group => "all" in rule || "any" in rule || "not" in rule

export function viewOf(group: Group): GroupView {
  if ("all" in group) return { mode: "all", rules: group.all, at: "all" }
  if ("any" in group) return { mode: "any", rules: group.any, at: "any" }
  const inner = group.not
  if ("any" in inner) return { mode: "none", rules: inner.any, at: "not.any" }
  return { mode: "none", rules: [inner], at: "not" }
}

/** One thing denied needs no list, unless it is a list of alternatives itself: then it would read as "none of" these. */
export function groupOf(mode: Mode, rules: Rule[]): Group {
  if (mode === "all") return { all: rules }
  if (mode === "any") return { any: rules }
  const [only] = rules
  return { not: rules.length === 1 && only && !("any" in only) ? only : { any: rules } }
}

/** Problems at this path or below it; the server may prefix paths with the name of what it was given. */
export function problemsAt<P extends { path: string }>(problems: P[], path: string): P[] {
  return problems.filter((problem) => {
    const at = problem.path.replace(/^rule\.?/, "")
    return at === path || at.startsWith(`${path}.`)
  })
}

/** Moves the path prefix out, so that a nested list speaks of its own places. */
export const join = (...parts: (string | number)[]): string => parts.filter((p) => p !== "").join(".")

/** A setting that should be a rule, as one; anything else starts afresh. */
export const ruleOf = (value: unknown): Rule =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Rule) : { all: [] }

/** The condition at a path as the server names it ("all.0.not.any.1"); null when there is none. */
export function conditionAt(rule: Rule, path: string): Rule | null {
  const at = path
    .split(".")
    .filter(Boolean)
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], rule)
  return typeof at === "object" && at !== null && !Array.isArray(at) ? (at as Rule) : null
}
