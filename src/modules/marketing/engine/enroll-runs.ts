import type { Clock } from "../clock"
import type { Database } from "../database"
import { isPassing } from "../passing"
import type { TellBreaker } from "../reports/breakers"
import type { EnrollRun } from "./enroll-run"
import { createRunRests } from "./run-rests"
import { enrollingRuns } from "./store/runs"

/** Takes people into every run that is open for it. One that fails does not keep the next from its turn, and rests when it goes on failing. */
export const enrollRuns = ({
  database,
  clock,
  enrollRun,
  tellBreaker,
}: {
  database: Database
  clock: Clock
  enrollRun: EnrollRun
  tellBreaker: TellBreaker
}) => {
  const rests = createRunRests(tellBreaker)
  return async (options: { page_size?: number } = {}): Promise<boolean> => {
    let entered = false
    const failures: unknown[] = []
    const now = await clock.now()
    for (const run_no of await enrollingRuns(database)) {
      if (rests.isResting(run_no, now)) continue
      try {
        entered = (await enrollRun(run_no, options)) || entered
        await rests.worked(run_no)
      } catch (error) {
        failures.push(error)
        if (!isPassing(error)) await rests.failed(run_no, now, error)
      }
    }
    if (failures.length > 0) throw failures[0]
    return entered
  }
}
