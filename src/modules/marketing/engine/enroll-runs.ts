import type { Database } from "../database"
import type { EnrollRun } from "./enroll-run"
import { enrollingRuns } from "./store/runs"

/** Takes people into every run that is open for it. One that fails does not keep the next from its turn. */
export const enrollRuns =
  ({ database, enrollRun }: { database: Database; enrollRun: EnrollRun }) =>
  async (options: { page_size?: number } = {}): Promise<boolean> => {
    let entered = false
    const failures: unknown[] = []
    for (const run_no of await enrollingRuns(database))
      try {
        entered = (await enrollRun(run_no, options)) || entered
      } catch (error) {
        failures.push(error)
      }
    if (failures.length > 0) throw failures[0]
    return entered
  }
