import { generateEntityId } from "@medusajs/framework/utils"
import { anchored, catchUp } from "../../../core/schedule/firings"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { FailPoint } from "../ports"
import {
  beginPlans,
  type DueRun,
  insertNextRuns,
  lockDueRuns,
  type NextRun,
  type OpenedRun,
  openRuns,
} from "./store/due-runs"

/**
 * Starts what is due: its run begins to take people in, its plan is running, and the next firing of a recurring plan
 * gets its run, all in one transaction. Firings that were missed run once: the latest only (GUARANTEES F10). A paused
 * plan's run waits for it.
 */
export const startDueRuns =
  ({
    database,
    clock,
    options,
    failPoint,
  }: {
    database: Database
    clock: Clock
    options: MarketingOptions
    failPoint: FailPoint
  }) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    const begun = await database.transaction(async (tx) => {
      const due = await lockDueRuns(tx, now)
      if (due.length === 0) return false
      const firings = due.map((run) => fire(run, now, options.timezone))
      await openRuns(
        tx,
        firings.map(({ opened }) => opened),
        now,
      )
      await insertNextRuns(
        tx,
        firings.flatMap(({ next }) => next ?? []),
        now,
      )
      const plans = due.map((run) => run.plan_no)
      await beginPlans(tx, plans, now)
      await failPoint("firing.beforeCommit")
      return true
    })
    if (begun) await failPoint("firing.afterCommit")
    return begun
  }

type Fired = { opened: OpenedRun; next: NextRun | null }

function fire({ no, plan_no, version, slot, due_at, schedule }: DueRun, now: Date, zone: string): Fired {
  const asIs = { opened: { no, slot, due_at, missed: 0 }, next: null }
  if (!schedule || !("every" in schedule)) return asIs
  const { due, missed, next } = catchUp(anchored(schedule, { now, zone }), { slot, now, zone })
  return {
    opened: due ? { no, slot: due.slot, due_at: due.first, missed } : asIs.opened,
    next: next && {
      id: generateEntityId(undefined, "mkrun"),
      plan_no,
      version,
      slot: next.slot,
      due_at: next.first,
    },
  }
}
