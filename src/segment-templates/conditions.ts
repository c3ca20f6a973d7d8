import type { DidCondition, Duration, FactCondition, Window } from "../core/rules/schema"

type Asked = Omit<DidCondition, "did">

export const last = (days: number): Window => ({ last: { days } })

export const did = (name: string, asked: Asked = {}): DidCondition => ({ did: name, ...asked })
export const never = (name: string, asked: Asked = {}): DidCondition => ({
  did: name,
  ...asked,
  count: { eq: 0 },
})

/** Paid and not cancelled. */
export const bought = (asked?: Asked) => did("purchase", asked)
export const neverBought = (asked?: Asked) => never("purchase", asked)

export const lastBought = (op: "within_last" | "more_than_ago", value: Duration): FactCondition => ({
  fact: "purchase.last_at",
  op,
  value,
})
/** Between `from` days ago and `span` days before that. */
export const lastBoughtAround = (from: number, span: number): FactCondition[] => [
  lastBought("more_than_ago", { days: from }),
  lastBought("within_last", { days: from + span }),
]
