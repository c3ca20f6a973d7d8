import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { CloseOpenRuns } from "../plans/close-open-runs"
import { list } from "../row-table"

/**
 * Ends runs that took everyone in and hold nobody any more, and plans that have no run open or ahead: a one-time plan
 * after its only one, a recurring one after the last of its time, a triggered one after its end. Who is parked is still inside: a run with parked people
 * stays open until somebody decides about them. A plan with messages still to go out is not over either: until the last of them
 * it can be paused, and ended by hand, which calls them off. A plan that is being published at this moment is looked at the next time.
 */
export const endFinishedRuns =
  ({
    database,
    clock,
    registry,
    closeOpenRuns,
  }: {
    database: Database
    clock: Clock
    registry: Registry
    closeOpenRuns: CloseOpenRuns
  }) =>
  async (): Promise<boolean> => {
    const closed = await closeOpenRuns()
    const now = await clock.now()
    const channels = [...registry.channels.keys()]
    return database.transaction(async (tx) => {
      const runs = await tx.run(
        `update marketing_run r set state = 'ended', ended_at = $1
           from marketing_plan p
          where p.no = r.plan_no and p.type <> 'triggered' and r.state = 'running'
            and not exists (select 1 from marketing_step s where s.run_no = r.no)`,
        [now],
      )
      const over = await tx.rows<{ no: number }>(
        `select p.no from marketing_plan p where ${isOver("$1")} for update of p skip locked`,
        [channels],
      )
      if (over.length === 0) return closed || runs > 0
      // A statement of its own: it sees the runs of whoever published meanwhile.
      const plans = await tx.run(
        `update marketing_plan p set state = 'ended', updated_at = $1 where p.no = any($2::int[]) and ${isOver("$3")}`,
        [now, list(over.map(({ no }) => no)), channels],
      )
      return closed || runs + plans > 0
    })
  }

/** `channels`: every one there is; what waits is found by channel. Messages of one that is gone are blocked by themselves. */
const isOver = (channels: string): string => `p.state = 'running'
            and exists (select 1 from marketing_run r where r.plan_no = p.no)
            and not exists (select 1 from marketing_run r
                             where r.plan_no = p.no and r.state in ('scheduled', 'enrolling', 'running'))
            and not exists (select 1 from marketing_send m
                             where m.state = 'queued' and m.channel = any(${channels}::text[]) and m.plan_no = p.no)
            and not exists (select 1 from marketing_send m where m.state = 'sending' and m.plan_no = p.no)`
