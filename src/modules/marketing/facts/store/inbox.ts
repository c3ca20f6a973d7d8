import type { Sql } from "../../database"

/** A row to be put into the inbox. `sync`: look at this again. `event`: a fact that comes only once, with all it says. */
export type InboxEntry =
  | { kind: "sync"; source: string; source_id: string }
  | { kind: "event"; source: string; source_id: string; payload: Record<string, unknown> }

/**
 * Hints about one thing become one row while it is open. If a worker has that row in hand, the update waits for it: then
 * the row is done and a new one is made, so a hint is never swallowed by a look that came too early. A parked row
 * gets another chance.
 */
const COALESCE = `
  on conflict (source, source_id) where kind = 'sync' and done_at is null do update
    set hits = i.hits + excluded.hits,
        attempts = case when i.run_at = 'infinity' then 0 else i.attempts end,
        run_at = case when i.run_at = 'infinity' then excluded.run_at else i.run_at end`

export const putHints = (tx: Sql, hints: { source: string; source_id: string }[], now: Date) =>
  tx.run(
    `insert into marketing_inbox as i (source, source_id, kind, hits, run_at, received_at)
     select source, source_id, 'sync', count(*), $2::timestamptz, $2::timestamptz
       from jsonb_to_recordset($1) as h(source text, source_id text)
      group by source, source_id order by source, source_id
     ${COALESCE}`,
    [JSON.stringify(hints), now],
  )

/** The same for what a query finds: `text` answers (source, source_id) and takes `$1` = since. */
export const putFound = (tx: Sql, text: string, since: Date, now: Date) =>
  tx.run(
    `insert into marketing_inbox as i (source, source_id, kind, run_at, received_at)
     select source, source_id, 'sync', $2::timestamptz, $2::timestamptz from (${text}) as found
     ${COALESCE}`,
    [since, now],
  )

export const putEvents = (
  tx: Sql,
  events: { source: string; source_id: string; payload: Record<string, unknown> }[],
  now: Date,
) =>
  tx.run(
    `insert into marketing_inbox (source, source_id, kind, payload, run_at, received_at)
     select source, source_id, 'event', payload, $2, $2
       from jsonb_to_recordset($1) as e(source text, source_id text, payload jsonb)
      order by source, source_id
     on conflict (source, source_id) where kind = 'event' do nothing`,
    [JSON.stringify(events), now],
  )

export type InboxRow = {
  id: number
  source: string
  source_id: string
  kind: "sync" | "event"
  payload: Record<string, unknown>
  attempts: number
}

const COLUMNS = "id, source, source_id, kind, payload, attempts"

/** Takes due rows of one source, oldest first; those that another worker holds are left to it. */
export async function claimDue(tx: Sql, now: Date, limit: number): Promise<InboxRow[]> {
  const first = await tx.one<InboxRow>(
    `select ${COLUMNS} from marketing_inbox
      where done_at is null and run_at <= $1
      order by run_at, id limit 1 for update skip locked`,
    [now],
  )
  if (!first) return []
  const more = await tx.rows<InboxRow>(
    `select ${COLUMNS} from marketing_inbox
      where done_at is null and run_at <= $1 and source = $2 and kind = $3 and id <> $4
      order by run_at, id limit $5 for update skip locked`,
    [now, first.source, first.kind, first.id, limit - 1],
  )
  return [first, ...more]
}

/** Takes these rows if they are still open and nobody else holds them. */
export const claimAgain = (tx: Sql, ids: number[]) =>
  tx.rows<InboxRow>(
    `select ${COLUMNS} from marketing_inbox where id = any($1) and done_at is null order by id for update skip locked`,
    [ids],
  )

export const markDone = (tx: Sql, ids: number[], now: Date) =>
  tx.run("update marketing_inbox set done_at = $2, error = null where id = any($1)", [ids, now])

/** Seconds before a failed row is tried again: 5, 10, 20 … at most an hour. */
const WAIT = "least(3600, 5 * 2 ^ least(attempts, 12))"

/** Notes a failure. After `patience` of them the row is parked: open, with its error, until somebody hints again. */
export const markFailed = (sql: Sql, id: number, error: string, now: Date, patience: number) =>
  sql.run(
    `update marketing_inbox
        set attempts = attempts + 1, error = $2,
            run_at = case when attempts + 1 >= $4 then 'infinity' else $3::timestamptz + make_interval(secs => ${WAIT}) end
      where id = $1 and done_at is null`,
    [id, error, now, patience],
  )

/** Forgets hints that were dealt with before `before`. Events stay: their source id is unique for ever. */
export const deleteDone = (sql: Sql, before: Date) =>
  sql.run("delete from marketing_inbox where kind = 'sync' and done_at < $1", [before])

export type StuckNews = {
  id: number
  source: string
  source_id: string
  attempts: number
  error: string | null
  received_at: Date
}

export const selectParked = (sql: Sql, { offset, limit }: { offset: number; limit: number }) =>
  sql.rows<StuckNews & { count: number }>(
    `select id, source, source_id, attempts, error, received_at, count(*) over () as count
       from marketing_inbox where done_at is null and run_at = 'infinity' order by received_at, id offset $1 limit $2`,
    [offset, limit],
  )

export const restartParked = (sql: Sql, id: number | null, now: Date): Promise<number> =>
  sql.run(
    `update marketing_inbox set run_at = $2, attempts = 0
      where done_at is null and run_at = 'infinity' and ($1::bigint is null or id = $1)`,
    [id, now],
  )
