import { Refused } from "../../../core/problem"
import type { Rule } from "../../../core/rules/schema"
import type { CheckRule } from "./check-rule"

/** Where a place in the rule is, for whoever sent a rule with other things. */
export const inRule = (path: string) => (path === "" ? "rule" : `rule.${path}`)

/** The rule, when nothing is wrong with it; throws Refused with the problems otherwise, each where `place` says. */
export async function acceptRule(
  checkRule: CheckRule,
  given: Parameters<CheckRule>[0],
  place: (path: string) => string = (path) => path,
): Promise<Rule> {
  const { problems } = await checkRule(given)
  if (problems.length === 0) return given.rule as Rule
  throw new Refused(problems.map((problem) => ({ ...problem, path: place(problem.path) })))
}
