import { Missing } from "../../../core/problem"
import { type Explanation, explain } from "../../../core/rules/explain"
import type { Rule } from "../../../core/rules/schema"
import { conditionsIn } from "../../../core/rules/segments"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { acceptRule } from "./accept-rule"
import type { CheckRule } from "./check-rule"
import type { ReadCatalogue } from "./read-catalogue"
import { reachedSegments } from "./rule-surroundings"
import { readSnapshot } from "./store/snapshot"

type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  checkRule: CheckRule
  readCatalogue: ReadCatalogue
}

/** Why one customer matches a rule or not, condition by condition. Throws Refused, and Missing for an unknown customer. */
export const explainRule =
  ({ database, clock, options, checkRule, readCatalogue }: Parts) =>
  async ({ rule: given, customer_id }: { rule: unknown; customer_id: string }): Promise<Explanation> => {
    const rule = await acceptRule(checkRule, { rule: given })
    const segments = await reachedSegments(database, [rule])
    const rules = [rule, ...[...segments.values()].flatMap((segment) => segment.rule ?? [])]
    const customer = await readSnapshot(database, customer_id, rules.flatMap(eventsIn))
    if (!customer) throw new Missing("customer", customer_id)
    const catalogue = await readCatalogue()
    const context = { now: await clock.now(), zone: options.timezone, field: catalogue.find, segments }
    return explain(rule, customer, context)
  }

const eventsIn = (rule: Rule): string[] =>
  conditionsIn(rule).flatMap(({ condition }) =>
    "did" in condition
      ? [condition, condition.then, condition.not_then].flatMap((step) => step?.did ?? [])
      : [],
  )
