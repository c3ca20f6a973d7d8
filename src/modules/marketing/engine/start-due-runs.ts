import { generateEntityId } from "@medusajs/framework/utils"
import { anchored, catchUp } from "../../../core/schedule/firings"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { isPassing } from "../passing"
import type { FailPoint } from "../ports"
import type { TellBreaker } from "../reports/breakers"
import { createRunRests } from "./run-rests"
import {
  beginPlans,
  type DueRun,
  dueRuns,
  insertNextRuns,
  lockDueRuns,
  type NextRun,
  type OpenedRun,
  openRuns,
} from "./store/due-runs"

type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  failPoint: FailPoint
  tellBreaker: TellBreaker
}

/**
 * Starts what is due: its run begins to take people in, its plan is running, and the next firing of a recurring plan
 * gets its run, all in one transaction. Firings that were missed run once: the latest only (GUARANTEES F10). A paused
 * plan's run waits for it. Where one of them fails, each is started by itself until all of them work; one that goes on failing rests.
 */
export const startDueRuns = (parts: Parts) => {
  const { database, clock, tellBreaker } = parts
  const rests = createRunRests(tellBreaker)
  let isEachAlone = false

  const startEach = async (now: Date): Promise<boolean> => {
    let begun = false
    const failures: unknown[] = []
    const due = await dueRuns(database, now)
    const resting = due.filter((no) => rests.isResting(no, now))
    for (const no of due.filter((no) => !resting.includes(no)))
      try {
        begun = (await start(parts, now, no)) || begun
        await rests.worked(no)
      } catch (error) {
        if (isPassing(error)) throw error
        failures.push(error)
        await rests.failed(no, now, error)
      }
    isEachAlone = failures.length + resting.length > 0
    if (failures.length > 0) throw failures[0]
    return begun
  }

  return async (): Promise<boolean> => {
    const now = await clock.now()
    if (isEachAlone) return startEach(now)
    return start(parts, now).catch((error) => {
      isEachAlone = !isPassing(error)
      throw error
    })
  }
}

/** All that is due, or only this run, in one transaction. */
async function start(
  { database, options, failPoint }: Parts,
  now: Date,
  no: number | null = null,
): Promise<boolean> {
  const begun = await database.transaction(async (tx) => {
    const due = await lockDueRuns(tx, now, no)
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
