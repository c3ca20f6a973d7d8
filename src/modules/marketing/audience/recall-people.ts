import { askedAsToday, isKept, nameOf } from "../../../core/rules/as-today"
import { BEHAVIOUR_EVENTS } from "../../../core/rules/behaviour"
import { evaluate } from "../../../core/rules/evaluate"
import { eventsIn } from "../../../core/rules/event-names"
import { type CustomerHistory, asOf as thenOf } from "../../../core/rules/history"
import { type Needs, needsOf } from "../../../core/rules/needs"
import { type Part, partsAsked } from "../../../core/rules/parts-asked"
import type { Rule } from "../../../core/rules/schema"
import { conditionsIn, factsIn, reachedRules } from "../../../core/rules/segments"
import { type CustomerSnapshot, fieldRow } from "../../../core/rules/snapshot"
import type { Labels } from "../../../extension/labels"
import type { Sql } from "../database"
import type { MarketingOptions } from "../options"
import { type ReadAsMeant, segmentsAsMeant } from "./read-as-meant"
import type { ReadCatalogue } from "./read-catalogue"
import { reachedSegments, refuseTooLarge } from "./rule-surroundings"
import { readHistories, type Without } from "./store/histories"

type Questions = { rules: Rule[]; fields: string[] }
type Asked = {
  /** All that will be asked. */
  rules: Rule[]
  /** Null where nothing earlier than now is asked about. */
  without: Without | null
}

/** Answers what rules and fields would have said of people at earlier moments, or will say at later ones if nothing happens. */
export type Recall = {
  /** As much of these people as some of the questions need. Who was deleted is not among them. */
  read: (pids: number[], asked: Questions) => Promise<Map<number, CustomerHistory>>
  asOf: (history: CustomerHistory, now: Date, since?: CustomerSnapshot["since"]) => CustomerSnapshot
  matches: (rule: Rule, then: CustomerSnapshot, now: Date) => boolean
  value: (field: string, then: CustomerSnapshot, now: Date) => unknown
  /** What of it is known only as it is today. */
  asToday: (asked: Questions) => Labels[]
  /** Which parts of it a plan can change by itself. */
  partsOf: (asked: Questions) => Set<Part>
  /** Names of the events that it looks at, and whether it looks at carts. */
  looksAt: (asked: Questions) => { events: string[]; carts: boolean }
}

type Parts = { options: MarketingOptions; readAsMeant: ReadAsMeant; readCatalogue: ReadCatalogue }

/**
 * Rules about the past, answered in memory by the plain meaning that the database's answers are tested against: of each person's
 * events, orders, carts, coupons, points and messages only what had happened by the moment asked about.
 */
export const recallPeople =
  ({ options, readAsMeant, readCatalogue }: Parts) =>
  async (sql: Sql, { rules, without }: Asked): Promise<Recall> => {
    const reached = await reachedSegments(sql, rules)
    for (const rule of rules) refuseTooLarge(rule, reached)
    const { find: field } = await readCatalogue(sql)
    const inside = [...reached.values()].flatMap((segment) => segment.rule ?? [])
    const meant = await readAsMeant(sql, [...rules, ...inside], field)
    const segments = segmentsAsMeant(reached, meant)
    const zone = options.timezone
    const needs = new Map<string, Needs>()
    const needsFor = (asked: Questions): Needs => {
      const key = JSON.stringify(asked)
      const known = needs.get(key) ?? needsOf(asked, field, segments)
      needs.set(key, known)
      return known
    }
    return {
      read: (pids, asked) => readHistories(sql, pids, needsFor(asked), without),
      asOf: thenOf,
      matches: (rule, then, now) => evaluate(meant(rule), then, { now, zone, field, segments }),
      value: (id, then, now) => field(id)?.memory(fieldRow(then), { now, zone }) ?? null,
      asToday: (asked) => {
        const names = [
          ...asked.rules.flatMap((rule) => askedAsToday(rule, { field, segments })),
          ...asked.fields.filter((id) => !isKept(id, field)).map((id) => nameOf(id, field)),
        ]
        return [...new Map(names.map((name) => [name.en, name])).values()]
      },
      partsOf: (asked) => partsAsked(asked, { field, segments }),
      looksAt: (asked) => {
        const rules = asked.rules.flatMap((rule) => reachedRules(rule, segments))
        const fields = [...asked.fields, ...rules.flatMap(factsIn)]
        const families = fields.map((id) => field(id)?.family)
        const told = families.includes("behaviour") ? BEHAVIOUR_EVENTS : []
        return {
          events: [...rules.flatMap(eventsIn), ...told],
          carts: families.includes("cart") || rules.some(asksForCarts),
        }
      },
    }
  }

const asksForCarts = (rule: Rule): boolean =>
  conditionsIn(rule).some(
    ({ condition }) =>
      "did" in condition &&
      [condition, condition.then, condition.not_then].some((step) => step?.did === "cart_open"),
  )

export type RecallPeople = ReturnType<typeof recallPeople>
