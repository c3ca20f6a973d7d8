import type { Database } from "../../src/modules/marketing/database"

/** One statement (or several) of the story, told with the time it took. */
export type Step = (what: string, text: string) => Promise<void>

export const stepsOf =
  (database: Database): Step =>
  async (what, text) => {
    const start = performance.now()
    await database.connection(async (client) => {
      await client.query("set statement_timeout = 0")
      // random() must be drawn by one process to be repeatable.
      await client.query("set max_parallel_workers_per_gather = 0; set synchronous_commit = off")
      await client.query(`select setseed(0.42)`)
      await client.query(text)
      await client.query(
        "reset statement_timeout; reset synchronous_commit; reset max_parallel_workers_per_gather",
      )
    })
    console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`)
  }
