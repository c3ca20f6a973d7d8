import { Missing } from "../../../core/problem"
import { type Explanation, explain } from "../../../core/rules/explain"
import { STILL_MEANT } from "../../../core/rules/problems"
import type { Rule } from "../../../core/rules/schema"
import { conditionsIn } from "../../../core/rules/segments"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { acceptRule } from "./accept-rule"
import type { CheckRule } from "./check-rule"
import { type ReadAsMeant, segmentsAsMeant } from "./read-as-meant"
import type { ReadCatalogue } from "./read-catalogue"
import { reachedSegments } from "./rule-surroundings"
import { readSnapshot } from "./store/snapshot"

type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  checkRule: CheckRule
  readAsMeant: ReadAsMeant
  readCatalogue: ReadCatalogue
}

type Asked = { rule?: unknown; customer_id: string; segment_id?: string }

/**
 * Why one customer matches a rule or not, condition by condition; `drawn`, when it is the rule of a sample (`segment_id`):
 * whether they are one of those drawn at its last refresh. Throws Refused, and Missing for an unknown customer.
 */
export const explainRule =
  ({ database, clock, options, checkRule, readAsMeant, readCatalogue }: Parts) =>
  async ({ rule: given, customer_id, segment_id }: Asked): Promise<Explanation & { drawn?: boolean }> => {
    const rule = await acceptRule(checkRule, { rule: given }, { except: STILL_MEANT })
    const reached = await reachedSegments(database, [rule])
    const rules = [rule, ...[...reached.values()].flatMap((segment) => segment.rule ?? [])]
    const customer = await readSnapshot(database, customer_id, new Set(rules.flatMap(eventsIn)))
    if (!customer) throw new Missing("customer", customer_id)
    const catalogue = await readCatalogue()
    // The rule itself names nothing that is gone: it was accepted.
    const segments = segmentsAsMeant(reached, await readAsMeant(database, rules, catalogue.find))
    const context = { now: await clock.now(), zone: options.timezone, field: catalogue.find, segments }
    const sample = await database.one<{ drawn: boolean }>(
      `select exists (select 1 from marketing_segment_member where segment_no = s.no and pid = $2) as drawn
         from marketing_segment s where id = $1 and sample is not null`,
      [segment_id, customer.profile.pid],
    )
    return { ...explain(rule, customer, context), ...sample }
  }

const eventsIn = (rule: Rule): string[] =>
  conditionsIn(rule).flatMap(({ condition }) =>
    "did" in condition
      ? [condition, condition.then, condition.not_then].flatMap((step) => step?.did ?? [])
      : [],
  )
