import type { Problem } from "../../src/core/problem"
import { measureRule } from "../../src/core/rules/limits"
import { readShape } from "../../src/core/rules/shape"
import type { Rule } from "./rule"
import { type RuleNode, ruleOfNode } from "./tree"

/** Longer texts are not even read: 200 conditions with long lists are far shorter. */
const LONGEST_TEXT = 2_000_000

export type Pasted = { rules: Rule[] } | { nothing: true } | { problems: Problem[] }

/** A condition or group as text, in the language that the API speaks too. */
export const clipOf = (node: RuleNode): string => JSON.stringify(ruleOfNode(node), null, 2)

/** What a pasted text holds: one rule or a list of them, text that is none, or a rule that is wrong. Never throws. */
export function readClip(text: string): Pasted {
  const given = parsed(text)
  const rules = Array.isArray(given) ? given : [given]
  if (rules.length === 0 || !rules.every(isThing)) return { nothing: true }
  // Measured before it is walked through: what was copied may be of any depth.
  const problems = measureRule(rules.length === 1 ? rules[0] : { all: rules })
  if (problems.length === 0) problems.push(...rules.flatMap((rule) => readShape(rule)))
  return problems.length > 0 ? { problems } : { rules: rules as unknown as Rule[] }
}

function parsed(text: string): unknown {
  if (text.length > LONGEST_TEXT) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const isThing = (given: unknown): boolean =>
  typeof given === "object" && given !== null && !Array.isArray(given)
