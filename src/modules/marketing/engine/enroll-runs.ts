import type { Clock } from "../clock"
import { type Database, type Sql, sqlOver } from "../database"
import { isPassing } from "../passing"
import type { TellBreaker } from "../reports/breakers"
import type { EnrollRun } from "./enroll-run"
import { createRunRests } from "./run-rests"
import { enrollingRuns } from "./store/runs"

/** Runs that one process takes people into in turn; the audience of each lies in a table of its own, some 60 MB for a million people. */
const MOST_OPEN = 20
/** A process that stands still between two pages must not keep its runs for longer than one that stands still in the middle of one. */
const LIKE_IN_A_TRANSACTION =
  "select set_config('idle_session_timeout', current_setting('idle_in_transaction_session_timeout'), false)"

type Options = {
  /** People of one turn. */
  page_size?: number
  /** Once aborted, no further page is begun: whoever comes next goes on where this one left off. */
  stopping?: AbortSignal
}

/**
 * Takes people into every run that is open for it, a page of each in turn, so that a small run does not wait for a large one; runs
 * that become due meanwhile join in. One that fails does not keep the others from their turn, and rests when it goes on failing.
 * Answers whether everybody is in somewhere.
 */
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

  const takeTurns = async (sql: Sql, { page_size, stopping }: Options): Promise<boolean> => {
    const open = new Map<number, ReturnType<EnrollRun>>()
    const failures = new Map<number, unknown>()
    let entered = false

    /** Answers whether a page was taken in, and another may follow. */
    const turn = async (run_no: number): Promise<boolean> => {
      try {
        const page = await open.get(run_no)!.next()
        if (page.done) open.delete(run_no)
        if (page.done && !page.value) return false
        await rests.worked(run_no)
        entered ||= page.done === true
        return !page.done
      } catch (error) {
        open.delete(run_no)
        failures.set(run_no, error)
        if (!isPassing(error)) await rests.failed(run_no, await clock.now(), error)
        return false
      }
    }
    /** One more, with its first page: reading a large audience takes a while, and others are in the middle of theirs. */
    const openNext = async (): Promise<void> => {
      const now = await clock.now()
      for (const run_no of await enrollingRuns(sql)) {
        if (open.has(run_no) || failures.has(run_no) || rests.isResting(run_no, now)) continue
        open.set(run_no, enrollRun(sql, run_no, { page_size }))
        if (await turn(run_no)) return
      }
    }

    try {
      do {
        for (const run_no of [...open.keys()]) if (!stopping?.aborted) await turn(run_no)
        if (open.size < MOST_OPEN && !stopping?.aborted) await openNext()
      } while (open.size > 0 && !stopping?.aborted)
    } finally {
      for (const pages of open.values()) await pages.return(false)
    }
    if (failures.size > 0) throw [...failures.values()][0]
    return entered
  }

  return async (options: Options = {}): Promise<boolean> => {
    if ((await enrollingRuns(database)).length === 0) return false
    return database.connection(async (client) => {
      const sql = sqlOver(client)
      await sql.rows(LIKE_IN_A_TRANSACTION)
      try {
        return await takeTurns(sql, options)
      } finally {
        // After a lost connection there is nothing to set back.
        await sql.run("reset idle_session_timeout").catch(() => undefined)
      }
    })
  }
}
