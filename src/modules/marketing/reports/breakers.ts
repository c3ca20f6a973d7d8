import type { Clock } from "../clock"
import type { Database } from "../database"

/** Something that is left alone until `open_until` because it failed again and again: `channel:email`, `node:<plan no>:<node>`. */
export type OpenBreaker = { name: string; opened_at: Date; open_until: Date; reason: string }

/** Tells other processes and people what is left alone, for how long and why; without `until`: that it works again. */
export const tellBreaker =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (name: string, open?: { until: Date; reason: string }): Promise<void> => {
    if (!open) return void (await database.run("delete from marketing_breaker where name = $1", [name]))
    await database.run(
      `insert into marketing_breaker (name, opened_at, open_until, reason) values ($1, $2, $3, $4)
       on conflict (name) do update set open_until = excluded.open_until, reason = excluded.reason,
         opened_at = case when marketing_breaker.open_until < excluded.opened_at - interval '10 minutes'
                          then excluded.opened_at else marketing_breaker.opened_at end`,
      [name, await clock.now(), open.until, open.reason],
    )
  }

export type TellBreaker = ReturnType<typeof tellBreaker>

/** What is left alone now, or was until a moment ago and has not worked since. */
export const readBreakers =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<OpenBreaker[]> =>
    database.rows<OpenBreaker>(
      `select name, opened_at, open_until, reason from marketing_breaker
        where open_until > $1::timestamptz - interval '10 minutes' order by name`,
      [await clock.now()],
    )

export type ReadBreakers = ReturnType<typeof readBreakers>
