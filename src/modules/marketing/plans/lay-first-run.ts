import { generateEntityId } from "@medusajs/framework/utils"
import { Conflict } from "../../../core/problem"
import { beginOf } from "../../../core/schedule/check"
import { anchored, type Firing, nextFirings } from "../../../core/schedule/firings"
import type { Sql } from "../database"
import type { MarketingOptions } from "../options"
import type { PlanRow } from "./plan"
import { dropUnbegunRuns, insertRun, type NewRun, openRun } from "./store/runs"

/** The only firing of a one-time plan. */
const ONCE = "once"
/** Slots that were taken already are few: a plan that is published again meets the firings around this moment. */
const CANDIDATES = 10

/**
 * Makes the run of a plan's first firing, in the caller's transaction, instead of one that had not begun; a triggered plan
 * has one that is open from the first publishing on. The plan's
 * settings say already from which day intervals are counted. Throws Conflict when its time passed meanwhile.
 */
export const layFirstRun =
  ({ options }: { options: MarketingOptions }) =>
  async (tx: Sql, plan: PlanRow, version: number, now: Date): Promise<{ id: string; due_at: Date }> => {
    if (plan.type === "triggered") return openRun(tx, { plan_no: plan.no, version, now })
    await dropUnbegunRuns(tx, plan.no)
    for (const { slot, first } of firstFirings(plan, now, options.timezone)) {
      const run: NewRun = {
        id: generateEntityId(undefined, "mkrun"),
        plan_no: plan.no,
        version,
        slot,
        due_at: first,
        now,
      }
      if ((await insertRun(tx, run)) > 0) return run
    }
    // The check refused everything else a moment ago.
    throw new Conflict(
      "plan/time-passed",
      "The plan's time passed while it was published. Choose a later one.",
    )
  }

export type LayFirstRun = ReturnType<typeof layFirstRun>

function firstFirings(plan: PlanRow, now: Date, zone: string): Pick<Firing, "slot" | "first">[] {
  const { schedule } = plan.settings
  const { first } = beginOf(schedule, { now, zone })
  if (first === undefined) return []
  if ("at" in schedule) return [{ slot: ONCE, first: first?.first ?? now }]
  const after = new Date(first!.at.getTime() - 1)
  return nextFirings(anchored(schedule, { now, zone }), { after, zone, limit: CANDIDATES })
}
