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

/** A group in the editor's eyes. "none" is { not: { any: [...] } }. */
export type GroupView = { mode: Mode; rules: Rule[] /** Path from the group to its list. */; at: string }

export const isGroup = (rule: Rule): rule is Group => "all" in rule || "any" in rule || "not" in rule

export function viewOf(group: Group): GroupView {
  if ("all" in group) return { mode: "all", rules: group.all, at: "all" }
  if ("any" in group) return { mode: "any", rules: group.any, at: "any" }
  const inner = group.not
  if ("any" in inner) return { mode: "none", rules: inner.any, at: "not.any" }
  return { mode: "none", rules: [inner], at: "not" }
}

export function groupOf(mode: Mode, rules: Rule[]): Group {
  if (mode === "all") return { all: rules }
  if (mode === "any") return { any: rules }
  return { not: { any: rules } }
}

/**
 * The same rule in the one form the editor draws: the root is a group, and "not" always stands over "any".
 * { not: X } and { not: { any: [X] } } mean the same.
 */
export function forEditing(rule: Rule | null | undefined): Group {
  if (!rule) return { all: [] }
  return isGroup(rule) ? normalGroup(rule) : { all: [rule] }
}

function normalGroup(group: Group): Group {
  const view = viewOf(group)
  return groupOf(
    view.mode,
    view.rules.map((rule) => (isGroup(rule) ? normalGroup(rule) : rule)),
  )
}

/** How many conditions the rule holds, groups not counted. */
export function countConditions(rule: Rule): number {
  if (!isGroup(rule)) return 1
  return viewOf(rule).rules.reduce((sum, inner) => sum + countConditions(inner), 0)
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
