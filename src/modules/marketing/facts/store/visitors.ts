import type { ShopEvent } from "../../../../ingest/shop-event"
import type { Sql } from "../../database"

/** Remembers numbers of events; answers those never heard before. Sorted, so that two who tell the same wait in one order. */
export const insertHeard = async (tx: Sql, keys: string[], now: Date): Promise<Set<string>> => {
  const rows = await tx.rows<{ key: string }>(
    `insert into marketing_heard (key, heard_at) select key, $2 from unnest($1::text[]) as key order by key
     on conflict (key) do nothing returning key`,
    [keys, now],
  )
  return new Set(rows.map((row) => row.key))
}

/** Gives a visitor's events to a person; answers them. Whose they are already they stay. */
export const giveEvents = (tx: Sql, visitor: string, pid: number, since: Date): Promise<ShopEvent[]> =>
  tx.rows(
    `update marketing_event set pid = $2 where visitor = $1 and at >= $3 and pid is null and not trusted
     returning at, key, name, pid, visitor, product, oid, amount, currency, trusted, props`,
    [visitor, pid, since],
  )

/** So many at a time are forgotten well within the time that a statement may take. */
const AT_ONCE = 100_000

/** Forgets numbers of events; true: there may be more. */
export const deleteHeard = async (sql: Sql, before: Date): Promise<boolean> =>
  (await sql.run(
    "delete from marketing_heard where key in (select key from marketing_heard where heard_at < $1 limit $2)",
    [before, AT_ONCE],
  )) === AT_ONCE

/** Forgets what visitors did who never signed in, a day of it at a time, the oldest first; true: there is more. */
export const deleteUnclaimed = async (sql: Sql, before: Date): Promise<boolean> => {
  const unclaimed = "at < $1 and pid is null and visitor is not null and not trusted"
  const oldest = await sql.one<{ until: Date | null }>(
    `select least(min(at) + interval '1 day', $1) as until from marketing_event where ${unclaimed}`,
    [before],
  )
  if (!oldest?.until) return false
  await sql.run(`delete from marketing_event where ${unclaimed}`, [oldest.until])
  return oldest.until < before
}
