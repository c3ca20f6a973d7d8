import type { Sql } from "../../database"
import { rowTable } from "../../row-table"

export type Listener = { node: string; event: string; starts: boolean; delay_ms: number }

/**
 * What a version listens for from now on. Only the newest version lets people in; who is inside an older one is still woken. What
 * a node of `staying` listened for before, it listens for since then: an event may be told late. Nothing lets anybody in that happened
 * before `from`.
 */
export async function writeListeners(
  tx: Sql,
  {
    plan_no,
    version,
    staying,
    from,
  }: { plan_no: number; version: number; staying: string[]; from: Date | null },
  listeners: Listener[],
  now: Date,
): Promise<void> {
  const asked = rowTable(
    listeners,
    { node: "text", event: "text", starts: "boolean", delay_ms: "bigint" },
    { first: 6 },
  )
  await tx.run(
    `with was as (
       delete from marketing_listener where plan_no = $1 and starts returning node, event, since
     )
     insert into marketing_listener (plan_no, version, node, event, starts, delay, since)
     select $1, $2, asked.node, asked.event, asked.starts, make_interval(secs => asked.delay_ms / 1000.0),
            case when asked.starts then greatest(least(was.since, $3), $5) else $3 end
       from ${asked.from} left join was on was.node = asked.node and was.event = asked.event and was.node = any($4::text[])`,
    [plan_no, version, now, staying, from, ...asked.values],
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

/** Versions that nobody is in and nobody can come in by wake nobody. */
export const forgetLeftVersions = (sql: Sql): Promise<number> =>
  sql.run(
    `delete from marketing_listener l using marketing_plan p
      where p.no = l.plan_no and not l.starts and l.version < p.version
        and not exists (select 1 from marketing_run r where r.plan_no = l.plan_no and r.version = l.version
                           and r.state in ('scheduled', 'enrolling'))
        and not exists (select 1 from marketing_step s where s.plan_no = l.plan_no and s.version = l.version)`,
  )

/** Plans that are over listen for nothing. */
export const forgetListeners = (sql: Sql): Promise<number> =>
  sql.run(
    `delete from marketing_listener l using marketing_plan p
      where p.no = l.plan_no and (p.state in ('ended', 'cancelled', 'archived') or p.deleted_at is not null)`,
  )

export type RunningListener = { plan_no: number; version: number; node: string; since: Date }

/** Nodes of running plans that listened for this before a moment. What happens while a plan is paused lets nobody in. */
export const listenersRunning = (sql: Sql, events: string[], before: Date): Promise<RunningListener[]> =>
  sql.rows(
    `select l.plan_no, l.version, l.node, l.since
       from marketing_listener l join marketing_plan p on p.no = l.plan_no and p.state = 'running'
      where l.event = any($1) and l.starts and l.since <= $2 order by 1, 3`,
    [events, before],
  )
