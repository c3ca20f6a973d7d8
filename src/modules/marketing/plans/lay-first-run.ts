import { generateEntityId } from "@medusajs/framework/utils"
import { Conflict } from "../../../core/problem"
import { beginOf } from "../../../core/schedule/check"
import { anchored, catchUp, type Firing, nextFirings } from "../../../core/schedule/firings"
import { spanOf } from "../../../core/schedule/span"
import { dayOfWall, isWall } from "../../../core/schedule/wall"
import type { Sql } from "../database"
import type { MarketingOptions } from "../options"
import type { PlanRow } from "./plan"
import {
  anyBegun,
  dropUnbegunRuns,
  followVersion,
  hasBegun,
  insertRun,
  type NewRun,
  openRun,
  unbegunRun,
} from "./store/runs"

/** The only firing of a one-time plan. */
const ONCE = "once"
/** Slots that were taken already are few: a plan that is published again meets the firings around this moment. */
const CANDIDATES = 10

/**
 * Makes the run of a plan's first firing, in the caller's transaction, instead of one that had not begun; a triggered plan
 * has one, open from the first publishing on or the time it says. A firing that is late, as while the plan is paused, is not lost when the plan is
 * published again: it takes people in by the new version, unless that is said to begin on a later day. The plan is handed in as
 * its merchant left it: a first day that is only counted from now keeps no late firing away.
 *
 * Answers null where nobody comes in any more: a one-time plan that has begun, a recurring one after the last of its
 * time. Throws Conflict when the time of one that has not begun passed meanwhile.
 */
export const layFirstRun =
  ({ options }: { options: MarketingOptions }) =>
  async (
    tx: Sql,
    plan: PlanRow,
    version: number,
    now: Date,
  ): Promise<{ id: string; due_at: Date } | null> => {
    if (plan.type === "triggered") {
      const { from, to } = spanOf(plan.settings.schedule, options.timezone)
      const due_at = from && from > now ? from : now
      return openRun(tx, { plan_no: plan.no, version, due_at, closes_at: to, now })
    }
    const has_begun = await hasBegun(tx, plan.no)
    if (plan.type === "one_time" && has_begun) return null
    const late = await lateRun(tx, plan, { now, zone: options.timezone })
    if (late) {
      await followVersion(tx, late.no, version)
      return late
    }
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
    if (has_begun) return null
    // The check refused everything else a moment ago.
    throw new Conflict(
      "plan/time-passed",
      "The plan's time passed while it was published. Choose a later one.",
    )
  }

export type LayFirstRun = ReturnType<typeof layFirstRun>

/** The firing that came due and has not begun, if it is due by the plan's new schedule too and leads to none that has begun. */
async function lateRun(tx: Sql, plan: PlanRow, here: { now: Date; zone: string }) {
  const { schedule } = plan.settings
  const run = await unbegunRun(tx, plan.no)
  if (!run || run.due_at > here.now || !("every" in schedule) || !isWall(run.slot)) return null
  const { due, next } = catchUp(anchored(schedule, here), { slot: run.slot, ...here })
  if (!due || (schedule.from && dayOfWall(due.slot) < schedule.from)) return null
  const slots = [due, next].flatMap((firing) => firing?.slot ?? [])
  return !(await anyBegun(tx, plan.no, slots)) ? run : null
}

function firstFirings(plan: PlanRow, now: Date, zone: string): Pick<Firing, "slot" | "first">[] {
  const { schedule } = plan.settings
  const { first } = beginOf(schedule, { now, zone })
  if (first === undefined) return []
  if (!("every" in schedule)) return [{ slot: ONCE, first: first?.first ?? now }]
  const after = new Date(first!.at.getTime() - 1)
  return nextFirings(anchored(schedule, { now, zone }), { after, zone, limit: CANDIDATES })
}
