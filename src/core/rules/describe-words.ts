import { fromMinor } from "../money"
import type { Comparison, Duration, HoldsCondition, PlanCondition, Window } from "./conditions"
import type { FindField } from "./field"
import type { Measure } from "./measures"
import type { ShopThing } from "./sources"
import { en } from "./words-en"
import { zhCN } from "./words-zh-cn"

export type DescribeContext = {
  language: "en" | "zhCN"
  field: FindField
  /** What a person calls a thing; its id when it has no name. */
  name: (thing: ShopThing | "segment" | "plan" | "coupon_template" | "channel", id: string) => string
  /** What a card of the plan that is being drawn is called there. */
  card?: (id: string) => string | undefined
}

/** Everything that one language needs to read a rule aloud. */
export type Words = {
  sentence: (text: string) => string
  everybody: string
  nobody: string
  and: string
  or: string
  comma: string
  until: string
  not: (text: string) => string
  brackets: (text: string) => string
  quote: (text: string) => string
  /** A thing that is gone and still named by an old rule. */
  deleted: (name: string) => string
  more: (n: number) => string
  /** What is said of a fact or of a property; `{}` is the value. */
  operators: Record<string, string>
  /** How a measure is compared, within "… times"; `{}` is the value. */
  comparisons: Record<keyof Comparison, string>
  /** What is said of several things at once, instead of the operator of that name. */
  several: { known: string; unknown: string }
  /** What is said when a list holds one value only. */
  single: Record<string, string>
  /** What is said of a span of no days. */
  today: Record<string, string>
  /** A field's name within a sentence. */
  called: (label: string) => string
  choice: (label: string) => string
  /** What is said of a statement: "“Has an account” is yes". */
  truths: { yes: string; no: string }
  /** Joins a fact about a person to "Customers". */
  whose: (fact: string) => string
  /** Joins a statement about a person to "Customers". */
  ofWhom: (statement: string) => string
  fact: (name: string, said: string) => string
  /** What was done, and in brackets what narrows it. */
  narrowed: (doing: string, text: string) => string
  keys: Record<string, string>
  /** What an order is, or is not. */
  flags: Record<string, { yes: string; no: string }>
  event: (name: string) => string
  did: (doing: string, measures: string, time: string) => string
  never: (doing: string, time: string) => string
  /** Said where those who never did it are meant, too. */
  orNone: string
  then: (doing: string, within: string) => string
  notThen: (doing: string, within: string) => string
  measures: Record<Measure, string>
  /** What is measured by `sum`, `min` and `max`: of everything done, and of events that say more. */
  measured: Record<"amount" | "quantity", string>
  property: (name: string) => string
  measure: (name: string, of: string, compared: string) => string
  duration: (span: Duration) => string
  /** `card`: what a card of the plan is called. */
  window: (window: Window, card: (id: string) => string) => string
  month: (month: number | string) => string
  inSegment: (name: string) => string
  outcomes: Record<PlanCondition["outcome"], string>
  /** What any plan did. */
  anyOutcomes: Record<PlanCondition["outcome"], string>
  plan: (outcome: string, plan: string, channel: string, time: string) => string
  anyPlan: (outcome: string, channel: string, time: string) => string
  /** Of the plan whose rule it is. */
  card: (outcome: string, card: string, time: string) => string
  couponStates: Record<NonNullable<HoldsCondition["state"]>, string>
  holds: (state: string, template: string, expires: string) => string
}

export const WORDS: Record<DescribeContext["language"], Words> = { en, zhCN }

/** When something happened, read aloud. */
export const timeText = (window: Window | undefined, { language, card }: DescribeContext): string => {
  const words = WORDS[language]
  return window ? words.window(window, (id) => words.quote(card?.(id) ?? id)) : ""
}

/** Puts the value into what is said of it. */
export const say = (said: string, value: string): string => said.split("{}").join(value)

export const amountText = (minor: number, currency: string): string =>
  `${fromMinor(minor, currency)} ${currency.toUpperCase()}`
