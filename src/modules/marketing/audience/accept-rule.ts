import { Refused } from "../../../core/problem"
import type { Rule } from "../../../core/rules/schema"
import type { CheckRule } from "./check-rule"

/** The rule, when nothing is wrong with it; throws Refused with the problems otherwise. */
export async function acceptRule(
  checkRule: CheckRule,
  given: Parameters<CheckRule>[0],
  under = "",
): Promise<Rule> {
  const { problems } = await checkRule(given)
  if (problems.length === 0) return given.rule as Rule
  throw new Refused(
    problems.map((p) => (under === "" ? p : { ...p, path: p.path === "" ? under : `${under}.${p.path}` })),
  )
}
