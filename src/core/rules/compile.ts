import { askedTogether } from "./asked-together"
import type { CompileContext, Leaf } from "./compile-context"
import { compileDid } from "./compile-did"
import { compileFact, type RowTest, rowTest, someRow } from "./compile-fact"
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
  const { tests, others } = negated ? { tests: [], others: parts } : rowsTogether(parts, word, context)
  const texts = [
    ...tests.map((same) => someRow(same, word)),
    ...others.map((part) => compile(part, context, negated)),
  ]
  return `(${texts.join(` ${word} `)})`
}

/**
 * Questions about the same rows of another table are asked at once: whether some row fits one or the other; where nobody
 * has more than one row, also whether it fits both.
 */
function rowsTogether(parts: Rule[], word: "and" | "or", context: CompileContext) {
  const tests = new Map<string, RowTest[]>()
  const others: Rule[] = []
  for (const part of parts) {
    const asked = "fact" in part ? rowTest(part, context) : null
    if (asked && (word === "or" || asked.single))
      tests.set(asked.rows, [...(tests.get(asked.rows) ?? []), asked])
    else others.push(part)
  }
  return { tests: [...tests.values()], others }
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
