import type { Clock } from "../clock"
import type { Database } from "../database"
import { list } from "../row-table"

/**
 * Ends runs that took everyone in and hold nobody any more, and plans that have no run open or ahead: a one-time plan
 * after its only one, a recurring one after the last of its time. Who is parked is still inside: a run with parked people
 * stays open until somebody decides about them. A plan that is being published at this moment is looked at the next time.
 */
export const endFinishedRuns =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const runs = await tx.run(
        `update marketing_run r set state = 'ended', ended_at = $1
           from marketing_plan p
          where p.no = r.plan_no and p.type <> 'triggered' and r.state = 'running'
            and not exists (select 1 from marketing_step s where s.run_no = r.no)`,
        [now],
      )
      const over = await tx.rows<{ no: number }>(
        `select p.no from marketing_plan p where ${IS_OVER} for update of p skip locked`,
      )
      if (over.length === 0) return runs > 0
      // A statement of its own: it sees the runs of whoever published meanwhile.
      const plans = await tx.run(
        `update marketing_plan p set state = 'ended', updated_at = $1 where p.no = any($2::int[]) and ${IS_OVER}`,
        [now, list(over.map(({ no }) => no))],
      )
      return runs + plans > 0
    })
  }

const IS_OVER = `p.state = 'running' and p.type <> 'triggered'
            and exists (select 1 from marketing_run r where r.plan_no = p.no)
            and not exists (select 1 from marketing_run r
                             where r.plan_no = p.no and r.state in ('scheduled', 'enrolling', 'running'))`
