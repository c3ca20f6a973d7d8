import { type PlanReport, toPlanReport } from "../../../core/report/plan-report"
import { budgetUse, goalProgress, type Worth } from "../../../core/report/targets"
import type { Clock } from "../clock"
import type { ReadStoreCurrency } from "../commerce/read-store-currency"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { findScope } from "./scope"
import * as figures from "./store/plan-figures"

type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  readStoreCurrency: ReadStoreCurrency
}

/** What a plan, or one run of it, brought so far. Throws Missing for an unknown plan or run. */
export const planReport =
  ({ database, clock, options, readStoreCurrency }: Parts) =>
  async ({ plan_id, run_id }: { plan_id: string; run_id?: string }): Promise<PlanReport> => {
    const as_of = (await clock.now()).toISOString()
    const currency = await readStoreCurrency()
    // One snapshot for all figures, so that they agree with each other while orders keep coming in.
    return database.transaction(async (tx) => {
      await tx.run("set transaction isolation level repeatable read, read only")
      const scope = await findScope(tx, plan_id, run_id)
      const days = scope.attribution.window_days
      const entries = await figures.readEntries(tx, scope)
      const reach = await figures.readReach(tx, scope, days)
      const orders = await figures.readOrders(tx, scope)
      const money = await figures.readMoney(tx, scope)
      const messages = await figures.readMessages(tx, scope)
      const benefits = await figures.readBenefits(tx, scope)
      const groups = await figures.readGroups(tx, scope, days)
      const worth = worthOf(await figures.readCouponsWorth(tx, scope), benefits.points, options.point_value)
      const paid = { heads: orders.paid_heads, orders: orders.paid }
      const net = Object.fromEntries(money.map((sum) => [sum.currency, sum.net]))
      const { goal, targets = [], budget } = scope.targets
      const reached = { covered: entries.covered, paid, net }
      return toPlanReport({
        plan_id,
        run_id: run_id ?? null,
        as_of,
        attribution: scope.attribution,
        ...entries,
        ...reach,
        ordered: { heads: orders.ordered_heads, orders: orders.ordered },
        paid,
        refunded: { orders: orders.refunded },
        cancelled: { orders: orders.cancelled },
        money,
        messages: messages.counts as PlanReport["messages"],
        failures: messages.failures,
        coupons: {
          granted: benefits.granted,
          refused: benefits.refused,
          used: benefits.used,
          open: benefits.open,
          expired: benefits.expired,
        },
        points: {
          granted: benefits.points,
          refused: benefits.points_refused,
          used: await figures.readPointsUsed(tx, scope),
        },
        worth,
        goal: goal ? goalProgress(goal, reached, currency) : null,
        targets: targets.map((target) => goalProgress(target, reached, currency)),
        budget: budget ? budgetUse(budget, worth, benefits.points) : null,
        unsubscribed: await figures.readUnsubscribed(tx, scope, days),
        groups: {
          treated: { heads: groups.treated, hits: groups.treated_hits },
          held_out: { heads: groups.held_out, hits: groups.held_out_hits },
          store_held_out: { heads: groups.store_held_out, hits: groups.store_held_out_hits },
        },
      })
    })
  }

function worthOf(
  coupons: Awaited<ReturnType<typeof figures.readCouponsWorth>>,
  points: number,
  value: MarketingOptions["point_value"],
): Worth {
  const fixed = coupons.flatMap(({ currency, amount }) => (currency ? [[currency, amount]] : []))
  const rest = coupons.find(({ currency }) => currency === null)
  return {
    coupons: Object.fromEntries(fixed),
    points: Object.fromEntries(Object.entries(value).map(([currency, each]) => [currency, points * each])),
    unvalued: rest?.coupons ?? 0,
  }
}

export type PlanReportVerb = ReturnType<typeof planReport>
