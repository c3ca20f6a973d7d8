import { z } from "zod"
import type { Condition } from "./conditions"
import { measureRule } from "./limits"
import { readShape } from "./shape"

export type {
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
} from "./conditions"

export type Rule = { all: Rule[] } | { any: Rule[] } | { not: Rule } | Condition

/**
 * The whole language. Checks the shape and the limits, safely for input of any depth; what fields and operators mean
 * in this store is `checkRule`'s. The rule comes out as it went in.
 */
export const ruleSchema = z.unknown().superRefine((given, context) => {
  const problems = [...measureRule(given)]
  if (problems.length === 0) problems.push(...readShape(given))
  for (const { message, path } of problems)
    context.addIssue({ code: "custom", message, path: path === "" ? [] : path.split(".") })
}) as unknown as z.ZodType<Rule>
