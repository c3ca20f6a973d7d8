import { type Group, shareDifference } from "../stats/proportion"
import type { BudgetUse, GoalProgress, Worth } from "./targets"

/**
 * Sums of one currency, in minor units. `ordered` is what the orders asked for before anything came back, cancelled ones
 * too; `net` = paid − refunded, and 0 for cancelled orders.
 */
export type MoneyFigures = { currency: string; ordered: number; paid: number; refunded: number; net: number }

export type OrderFigures = { heads: number; orders: number }

export type FailureFigure = { channel: string; state: string; reason: string; count: number }

/** What a plan (or one run of it) brought, as counted in the database at `as_of`. */
export type PlanFigures = {
  plan_id: string
  run_id: string | null
  as_of: string
  attribution: { basis: "touch" | "click"; window_days: number }
  /** People who entered and were not held out. */
  covered: number
  /** How often they came in: more than `covered` where people come in again. */
  entries: number
  held_out: number
  /** People of the store's control group, who get nothing from any plan. */
  store_held_out: number
  inside: number
  /** People who received a message or a benefit. */
  reached: number
  /** People who clicked, ordered, or came to the shop, within the window after they were reached. */
  visited: number
  ordered: OrderFigures
  paid: OrderFigures
  /** Orders of which money went back and that stand; cancelled ones are counted apart. */
  refunded: { orders: number }
  cancelled: { orders: number }
  money: MoneyFigures[]
  messages: {
    queued: number
    sent: number
    failed: number
    unknown: number
    blocked: number
    cancelled: number
    opened: number
    clicked: number
  }
  failures: FailureFigure[]
  coupons: { granted: number; refused: number; used: number; open: number; expired: number }
  /** `used`: on the plan's orders that are not cancelled, less what refunds gave back. */
  points: { granted: number; refused: number; used: number }
  /** What was given of both, in money. */
  worth: Worth
  /** How far all runs of the plan came; null where the plan has none, and in the report of one run. */
  goal: GoalProgress | null
  /** How far it came in what it is measured by besides. */
  targets: GoalProgress[]
  budget: BudgetUse | null
  unsubscribed: number
  /** Everyone who entered, by intention: who bought within the window after entering, with and without the plan. */
  groups: { treated: Group; held_out: Group; store_held_out: Group }
}

export type FunnelStep = {
  step: "covered" | "reached" | "visited" | "ordered" | "paid"
  heads: number
  of_first: number
  of_previous: number
}

export type PlanReport = PlanFigures & {
  funnel: FunnelStep[]
  /** Difference in the share of buyers against the people held out, with its 95 % interval; null without a holdout. */
  lift: { difference: number; low: number; high: number } | null
}

/** Adds what follows from the figures alone. */
export function toPlanReport(figures: PlanFigures): PlanReport {
  const heads: [FunnelStep["step"], number][] = [
    ["covered", figures.covered],
    ["reached", figures.reached],
    ["visited", figures.visited],
    ["ordered", figures.ordered.heads],
    ["paid", figures.paid.heads],
  ]
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0)
  const funnel = heads.map(([step, count], i) => ({
    step,
    heads: count,
    of_first: share(count, heads[0]![1]),
    of_previous: share(count, heads[Math.max(0, i - 1)]![1]),
  }))
  const { treated, held_out } = figures.groups
  return { ...figures, funnel, lift: held_out.heads > 0 ? shareDifference(treated, held_out) : null }
}
