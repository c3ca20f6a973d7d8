import { askedAsToday, isKept, nameOf } from "../../../core/rules/as-today"
import { evaluate } from "../../../core/rules/evaluate"
import { type CustomerHistory, asOf as thenOf } from "../../../core/rules/history"
import { needsOf } from "../../../core/rules/needs"
import type { Rule } from "../../../core/rules/schema"
import { type CustomerSnapshot, fieldRow } from "../../../core/rules/snapshot"
import type { Labels } from "../../../extension/labels"
import type { Sql } from "../database"
import type { MarketingOptions } from "../options"
import type { ReadCatalogue } from "./read-catalogue"
import { reachedSegments, refuseTooLarge } from "./rule-surroundings"
import { readHistories, type Without } from "./store/histories"

type Asked = {
  /** Everything that will be asked. */
  rules: Rule[]
  fields: string[]
  without: Without
}

/** Answers what rules and fields would have said of people at earlier moments. */
export type Recall = {
  /** Who was deleted is not among them. */
  read: (pids: number[]) => Promise<Map<number, CustomerHistory>>
  asOf: (history: CustomerHistory, now: Date, since?: CustomerSnapshot["since"]) => CustomerSnapshot
  matches: (rule: Rule, then: CustomerSnapshot, now: Date) => boolean
  value: (field: string, then: CustomerSnapshot, now: Date) => unknown
  /** What of it is known only as it is today. */
  asToday: (asked: { rules: Rule[]; fields: string[] }) => Labels[]
}

/**
 * Rules about the past, answered in memory by the plain meaning that the database's answers are tested against: of each person's
 * events, orders, carts, coupons, points and messages only what had happened by the moment asked about.
 */
export const recallPeople =
  ({ options, readCatalogue }: { options: MarketingOptions; readCatalogue: ReadCatalogue }) =>
  async (sql: Sql, { rules, fields, without }: Asked): Promise<Recall> => {
    const segments = await reachedSegments(sql, rules)
    for (const rule of rules) refuseTooLarge(rule, segments)
    const { find: field } = await readCatalogue(sql)
    const needs = needsOf({ rules, fields }, field, segments)
    const zone = options.timezone
    return {
      read: (pids) => readHistories(sql, pids, needs, without),
      asOf: thenOf,
      matches: (rule, then, now) => evaluate(rule, then, { now, zone, field, segments }),
      value: (id, then, now) => field(id)?.memory(fieldRow(then), { now, zone }) ?? null,
      asToday: (asked) => {
        const names = [
          ...asked.rules.flatMap((rule) => askedAsToday(rule, { field, segments })),
          ...asked.fields.filter((id) => !isKept(id, field)).map((id) => nameOf(id, field)),
        ]
        return [...new Map(names.map((name) => [name.en, name])).values()]
      },
    }
  }

export type RecallPeople = ReturnType<typeof recallPeople>
