import type { Sql } from "../../database"
import { rowTable } from "../../row-table"

export type Listener = { node: string; event: string; starts: boolean; delay_ms: number }

/** What a version listens for from now on. Only the newest version lets people in; who is inside an older one is still woken. */
export async function writeListeners(
  tx: Sql,
  { plan_no, version }: { plan_no: number; version: number },
  listeners: Listener[],
  now: Date,
): Promise<void> {
  await tx.run("delete from marketing_listener where plan_no = $1 and starts", [plan_no])
  const asked = rowTable(
    listeners,
    { node: "text", event: "text", starts: "boolean", delay_ms: "bigint" },
    { first: 4 },
  )
  await tx.run(
    `insert into marketing_listener (plan_no, version, node, event, starts, delay, since)
     select $1, $2, node, event, starts, make_interval(secs => delay_ms / 1000.0), $3 from ${asked.from}`,
    [plan_no, version, now, ...asked.values],
  )
}

/** Of these names, those that some plan listens for. */
export const listenedTo = async (sql: Sql, names: string[]): Promise<Set<string>> =>
  new Set(
    (
      await sql.rows<{ event: string }>(
        "select distinct event from marketing_listener where event = any($1)",
        [names],
      )
    ).map((row) => row.event),
  )

/** Plans that are over listen for nothing. */
export const forgetListeners = (sql: Sql): Promise<number> =>
  sql.run(
    `delete from marketing_listener l using marketing_plan p
      where p.no = l.plan_no and (p.state in ('ended', 'cancelled', 'archived') or p.deleted_at is not null)`,
  )
