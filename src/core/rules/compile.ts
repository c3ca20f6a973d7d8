import { askedTogether } from "./asked-together"
import type { CompileContext, Leaf } from "./compile-context"
import { compileDid } from "./compile-did"
import { compileFact, factRows } from "./compile-fact"
import { couponRows, planRows } from "./compile-history"
import { type RowTest, rowsTogether, someRow } from "./compile-rows"
import type { Rule } from "./schema"

/**
 * A checked rule as one SQL predicate over alias `p`, a row of marketing_profile. As a filter, null counts as false.
 * `not` is pushed down to the conditions, so that PostgreSQL sees plain semi- and anti-joins.
 */
export function compile(rule: Rule, context: CompileContext, negated = false): string {
  const rows = rowTest(rule, context)
  if (rows) return compileRows(rows, negated)
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
  if (asked !== rule) return compile(asked, context, negated)
  if ("fact" in rule) return withSign(compileFact(rule, context), negated)
  if ("did" in rule) return withSign(compileDid(rule, context), negated)
  throw new Error("Plans and coupons are asked of their rows.")
}

/** What a field says it stands for; any other rule as it is. */
const inOtherWords = (rule: Rule, context: CompileContext): Rule =>
  ("fact" in rule && context.field(rule.fact)?.as_condition?.(rule, context)) || rule

function compileGroup(parts: Rule[], word: "and" | "or", context: CompileContext, negated: boolean): string {
  if (parts.length === 0) return word === "and" ? "true" : "false"
  const tests: RowTest[] = []
  const others: Rule[] = []
  for (const part of parts) {
    const asked = rowTest(part, context)
    if (asked) tests.push(negated ? otherwise(asked) : asked)
    else others.push(part)
  }
  const texts = [
    ...rowsTogether(tests, word).map((test) => compileRows(test, false)),
    ...others.map((part) => compile(part, context, negated)),
  ]
  return `(${[...texts.filter((text) => !readsRows(text)), ...texts.filter(readsRows)].join(` ${word} `)})`
}

/** PostgreSQL asks the parts of an "or" as they are written, so what needs no other rows is asked first. */
const readsRows = (text: string): boolean => text.includes("(select ")

/** The whole of a rule as one question about the rows that people have in one other table; null when it is more than that. */
function rowTest(rule: Rule, context: CompileContext): RowTest | null {
  if ("not" in rule) {
    const asked = rowTest(rule.not, context)
    return asked && otherwise(asked)
  }
  if ("all" in rule) return rowTestOfAll(rule.all, "and", context)
  if ("any" in rule) return rowTestOfAll(rule.any, "or", context)
  if ("in_segment" in rule) {
    const segment = context.segments.get(rule.in_segment)
    return segment?.rule ? rowTest(segment.rule, context) : null
  }
  if ("outcome" in rule) return planRows(rule, context)
  if ("holds" in rule) return couponRows(rule, context)
  if ("did" in rule) return null
  const asked = inOtherWords(rule, context)
  return asked === rule ? factRows(rule, context) : rowTest(asked, context)
}

function rowTestOfAll(parts: Rule[], word: "and" | "or", context: CompileContext): RowTest | null {
  const tests: RowTest[] = []
  for (const part of parts) {
    const asked = rowTest(part, context)
    if (!asked) return null
    tests.push(asked)
  }
  const [one, ...more] = rowsTogether(tests, word)
  return one && more.length === 0 ? one : null
}

const otherwise = (asked: RowTest): RowTest => ({ ...asked, negate: !asked.negate })

const compileRows = (asked: RowTest, negated: boolean): string =>
  withSign({ text: someRow(asked), exact: true, negate: asked.negate }, negated)

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
