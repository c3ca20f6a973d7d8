import type { PlanSettings } from "../canvas/plan-settings"

export type Goal = NonNullable<PlanSettings["goal"]>
export type Budget = NonNullable<PlanSettings["budget"]>

/** The figures of a plan's report that a goal is measured by, of all its runs. Money in minor units by currency. */
export type Reached = {
  covered: number
  paid: { heads: number; orders: number }
  net: Record<string, number>
}

/** `reached` is in the unit of the target; `share` is 1 when it is met. */
export type GoalProgress = { metric: Goal["metric"]; target: number; reached: number; share: number } & {
  /** Of revenue. */
  currency?: string
}

/** How far a plan has come. `currency`: the store's, for a goal that names none. */
export function goalProgress(goal: Goal, { covered, paid, net }: Reached, currency: string): GoalProgress {
  const { metric, target } = goal
  const of = (reached: number) => ({ metric, target, reached, share: reached / target })
  switch (metric) {
    case "conversion_rate":
      return of(covered > 0 ? paid.heads / covered : 0)
    case "orders":
      return of(paid.orders)
    default: {
      const counted = goal.currency ?? currency
      return { ...of(net[counted] ?? 0), currency: counted }
    }
  }
}

/** What a plan's coupons and points are worth, in minor units by currency. */
export type Worth = {
  /** Coupons of a fixed amount that are open or used; those that ran out or were taken back cost nothing. */
  coupons: Record<string, number>
  /** Points granted, in each currency in which they can be spent: one of these, not all of them. */
  points: Record<string, number>
  /** Open or used coupons whose worth is known at the cart only: a percentage, the delivery. */
  unvalued: number
}

export type BudgetUse = Budget & {
  given: number
  share: number
  /** What `given` cannot hold: coupons of no fixed amount, and whether points are worth nothing in this currency. */
  unvalued: { coupons: number; points: boolean }
}

/** What of a plan's budget is given away; coupons of other currencies are none of it. */
export function budgetUse({ amount, currency }: Budget, worth: Worth, points: number): BudgetUse {
  const given = (worth.coupons[currency] ?? 0) + (worth.points[currency] ?? 0)
  return {
    amount,
    currency,
    given,
    share: given / amount,
    unvalued: { coupons: worth.unvalued, points: points > 0 && !(currency in worth.points) },
  }
}
