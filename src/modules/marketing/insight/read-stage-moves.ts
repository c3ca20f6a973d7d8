import type { StageMoves } from "../../../core/insight/insight"
import { Missing, Refused } from "../../../core/problem"
import { addMonths, type Day, dayOf, firstDayOf, isDay, startOfDay } from "../../../core/time/zone"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { refuse } from "./problems"
import { inSnapshot } from "./snapshot"
import { findGroup } from "./store/groups"
import { firstStageChange, movesBetween } from "./store/stages"

type Parts = { database: Database; clock: Clock; options: MarketingOptions }

/** How far back one may look. */
const MONTHS = 36

/**
 * How a segment's members moved between lifecycle stages in a month of the store's calendar ("2026-03"; default: this month,
 * until now). Throws Missing and Refused.
 */
export const readStageMoves =
  ({ database, clock, options }: Parts) =>
  async ({ segment_id, month }: { segment_id: string; month?: string }): Promise<StageMoves> => {
    const zone = options.timezone
    const thisMonth = firstDayOf("month", dayOf(await clock.now(), zone))
    if (month !== undefined && !isDay(`${month}-01`))
      throw new Refused([refuse("insight/month", "month", { month })])
    const first = month === undefined ? thisMonth : `${month}-01`
    return inSnapshot(database, async (tx) => {
      const segment = await findGroup(tx, segment_id)
      if (!segment) throw new Missing("segment", segment_id)
      const since = await firstStageChange(tx)
      if (!since) return { month: null, months: [], moves: [] }
      const [from, to] = [startOfDay(first, zone), startOfDay(addMonths(first, 1), zone)]
      return {
        month: first.slice(0, 7),
        months: monthsBack(thisMonth, dayOf(since, zone)),
        moves: await movesBetween(tx, segment.no, from, to),
      }
    })
  }

/** From this month back to the one that holds the day. */
function monthsBack(thisMonth: Day, until: Day): string[] {
  const months: string[] = []
  for (let n = 0; n < MONTHS; n++) {
    const month = addMonths(thisMonth, -n)
    if (n > 0 && month < firstDayOf("month", until)) break
    months.push(month.slice(0, 7))
  }
  return months
}
