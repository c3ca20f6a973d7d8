import { Refused } from "../../../core/problem"
import type { Rule } from "../../../core/rules/schema"
import type { CheckRule } from "./check-rule"

/** Where a place in the rule is, for whoever sent a rule with other things. */
export const inRule = (path: string) => (path === "" ? "rule" : `rule.${path}`)

type How = {
  place?: (path: string) => string
  /** Codes that do not matter here. */
  except?: string[]
}

/** The rule, when nothing is wrong with it; throws Refused with the problems otherwise, each where `place` says. */
export async function acceptRule(
  checkRule: CheckRule,
  given: Parameters<CheckRule>[0],
  { place = (path) => path, except = [] }: How = {},
): Promise<Rule> {
  const { problems: found } = await checkRule(given)
  const problems = found.filter(({ code }) => !except.includes(code))
  if (problems.length === 0) return given.rule as Rule
  throw new Refused(problems.map((problem) => ({ ...problem, path: place(problem.path) })))
}
