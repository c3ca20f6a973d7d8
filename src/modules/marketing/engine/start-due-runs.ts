import type { Clock } from "../clock"
import type { Database } from "../database"

/** Starts what is due: its run begins to take people in and its plan is running. A paused plan's run waits for it. */
export const startDueRuns =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const due = await tx.rows<{ plan_no: number }>(
        `update marketing_run r set state = 'enrolling', started_at = $1
           from marketing_plan p
          where p.no = r.plan_no and p.state in ('scheduled', 'running') and p.deleted_at is null
            and r.state = 'scheduled' and r.due_at <= $1
         returning r.plan_no`,
        [now],
      )
      if (due.length > 0)
        await tx.run(
          `update marketing_plan set state = 'running', updated_at = $2 where no = any($1) and state = 'scheduled'`,
          [due.map((run) => run.plan_no), now],
        )
      return due.length > 0
    })
  }
