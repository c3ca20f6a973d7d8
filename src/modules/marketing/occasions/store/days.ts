import type { Sql } from "../../database"
import { rowTable } from "../../row-table"

export type CalendarNode = { plan_no: number; version: number; node: string; since: Date }

/** Nodes of running plans that look at the calendar. */
export const listenersOfDays = (sql: Sql, event: string): Promise<CalendarNode[]> =>
  sql.rows(
    `select l.plan_no, l.version, l.node, l.since
       from marketing_listener l join marketing_plan p on p.no = l.plan_no and p.state = 'running'
      where l.event = $1 order by 1, 3`,
    [event],
  )

/** Takes a day for oneself: false when somebody has looked at it. */
export const markLooked = async (
  tx: Sql,
  { plan_no, node, day }: { plan_no: number; node: string; day: string },
): Promise<boolean> =>
  (await tx.run(
    "insert into marketing_looked_day (plan_no, node, day) values ($1, $2, $3) on conflict do nothing",
    [plan_no, node, day],
  )) > 0

/** Days are looked at anew by nodes that mean others now, or are new. */
export const forgetLooks = (tx: Sql, plan_no: number, staying: string[]): Promise<number> =>
  tx.run("delete from marketing_looked_day where plan_no = $1 and node <> all($2::text[])", [
    plan_no,
    staying,
  ])

export const insertDayOccasions = (
  tx: Sql,
  of: { plan_no: number; version: number; node: string; day: string },
  people: { pid: number; due_at: Date }[],
): Promise<number> => {
  const asked = rowTable(people, { pid: "int", due_at: "timestamptz" }, { first: 5 })
  return tx.run(
    `insert into marketing_occasion (plan_no, version, node, starts, pid, entry_key, at, since, due_at, event)
     select $1, $2, $3, true, pid, 'day ' || $4::text, due_at, due_at, due_at,
            jsonb_build_object('name', 'day', 'trusted', true, 'props', jsonb_build_object('day', $4::text))
       from ${asked.from} on conflict do nothing`,
    [of.plan_no, of.version, of.node, of.day, ...asked.values],
  )
}

/** Whom a day means, with their zones; without those who came in at the node since `rested`. */
export const readMeant = (
  tx: Sql,
  meant: { text: string; values: unknown[] },
  of: { plan_no: number; node: string; rested: Date | null },
): Promise<{ pid: number; zone: string | null }[]> => {
  const place = (n: number) => `$${meant.values.length + n}`
  return tx.rows(
    `select p.pid, p.zone from marketing_profile p join (${meant.text}) as meant(pid) using (pid)
      where ${place(3)}::timestamptz is null or not exists (
        select 1 from marketing_enrollment e
         where e.pid = p.pid and e.plan_no = ${place(1)}::int and e.entry = ${place(2)}::text and e.entered_at > ${place(3)})
      order by p.pid`,
    [...meant.values, of.plan_no, of.node, of.rested],
  )
}
