import type { Clock } from "../clock"
import type { Database } from "../database"

/**
 * Ends runs that took everyone in and hold nobody any more, and one-time plans whose only run that was. Who is parked
 * is still inside: a run with parked people stays open until somebody decides about them.
 */
export const endFinishedRuns =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    const ended = await database.run(
      `with ended as (
         update marketing_run r set state = 'ended', ended_at = $1
           from marketing_plan p
          where p.no = r.plan_no and p.type <> 'triggered' and r.state = 'running'
            and not exists (select 1 from marketing_step s where s.run_no = r.no)
         returning r.plan_no)
       update marketing_plan p set state = 'ended', updated_at = $1
         from ended e
        where p.no = e.plan_no and p.type = 'one_time' and p.state = 'running'`,
      [now],
    )
    return ended > 0
  }
