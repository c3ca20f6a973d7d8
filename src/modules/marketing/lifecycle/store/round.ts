import type { Sql } from "../../database"

/** A day's computing of everybody: which day in which zone, and up to which pid it came. */
export type Round = { of: string; after: number; finished: boolean }

/** Held until the transaction ends. False: somebody else computes scores now. */
export const ownScores = async (tx: Sql): Promise<boolean> =>
  (await tx.one<{ alone: boolean }>(
    "select pg_try_advisory_xact_lock(hashtext('marketing_scores')) as alone",
  ))!.alone

/** The same, but waits for who is at it: for as long as one page takes. */
export const waitForScores = (tx: Sql) => tx.run("select pg_advisory_xact_lock(hashtext('marketing_scores'))")

/** Everybody at once is a large question. */
export async function takeTime(tx: Sql): Promise<void> {
  await tx.run("set local work_mem = '64MB'")
  await tx.run("set local statement_timeout = 300000")
  await tx.run("set local jit = off")
}

export const readRound = (sql: Sql): Promise<Round | undefined> =>
  sql.one<Round>(
    `select ref as of, (detail ->> 'after')::int as after, (detail ->> 'finished')::boolean as finished
       from marketing_cursor where name = 'scores'`,
  )

export const writeRound = (tx: Sql, { of, ...detail }: Round, now: Date) =>
  tx.run(
    `insert into marketing_cursor (name, at, ref, detail, updated_at) values ('scores', $1, $2, $3, $1)
     on conflict (name) do update set (at, ref, detail, updated_at) = (excluded.at, excluded.ref, excluded.detail, excluded.updated_at)`,
    [now, of, JSON.stringify(detail)],
  )

/** The next worker begins with everybody anew. */
export const forgetRound = (tx: Sql) => tx.run("delete from marketing_cursor where name = 'scores'")

export const lastPid = async (sql: Sql): Promise<number> =>
  (await sql.one<{ last: number }>("select coalesce(max(pid), 0) as last from marketing_profile"))!.last
