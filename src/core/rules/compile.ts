import { askedTogether } from "./asked-together"
import type { CompileContext, Leaf } from "./compile-context"
import { compileDid } from "./compile-did"
import { compileFact } from "./compile-fact"
import { compileHolds, compilePlan } from "./compile-history"
import type { Condition } from "./conditions"
import type { Rule } from "./schema"

/**
 * A checked rule as one SQL predicate over alias `p`, a row of marketing_profile. As a filter, null counts as false.
 * `not` is pushed down to the conditions, so that PostgreSQL sees plain semi- and anti-joins.
 */
export function compile(rule: Rule, context: CompileContext, negated = false): string {
  if ("all" in rule) {
    const parts = rule.all.map((part) => inOtherWords(part, context))
    return compileGroup(negated ? parts : askedTogether(parts), negated ? "or" : "and", context, negated)
  }
  if ("any" in rule) return compileGroup(rule.any, negated ? "and" : "or", context, negated)
  if ("not" in rule) return compile(rule.not, context, !negated)
  if ("in_segment" in rule) {
    const segment = context.segments.get(rule.in_segment)
    if (segment?.rule) return compile(segment.rule, context, negated)
    return withSign(inMembers(segment?.no ?? 0, context), negated)
  }
  const asked = inOtherWords(rule, context)
  return asked === rule
    ? withSign(compileCondition(rule, context), negated)
    : compile(asked, context, negated)
}

/** What a field says it stands for; any other rule as it is. */
const inOtherWords = (rule: Rule, context: CompileContext): Rule =>
  ("fact" in rule && context.field(rule.fact)?.as_condition?.(rule, context)) || rule

function compileGroup(parts: Rule[], word: "and" | "or", context: CompileContext, negated: boolean): string {
  if (parts.length === 0) return word === "and" ? "true" : "false"
  return `(${parts.map((part) => compile(part, context, negated)).join(` ${word} `)})`
}

function compileCondition(
  condition: Exclude<Condition, { in_segment: string }>,
  context: CompileContext,
): Leaf {
  if ("fact" in condition) return compileFact(condition, context)
  if ("did" in condition) return compileDid(condition, context)
  if ("plan" in condition) return compilePlan(condition, context)
  return compileHolds(condition, context)
}

function inMembers(no: number, { bind }: CompileContext): Leaf {
  return {
    text: `exists (select 1 from marketing_segment_member m where m.segment_no = ${bind(no)}::int and m.pid = p.pid)`,
    exact: true,
  }
}

function withSign({ text, exact, negate = false }: Leaf, negated: boolean): string {
  if (negate === negated) return exact ? text : `(${text})`
  return exact ? `not ${text}` : `((${text}) is not true)`
}
