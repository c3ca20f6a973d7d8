import type { PreRun } from "../../src/core/pre-run/result"
import { settle } from "./plans"
import type { World } from "./world"

/** Lets the real engine live from moment to moment, until nothing more is due before `until`. */
export async function liveUntil(world: World, until: Date): Promise<void> {
  const { marketing, database, clock } = world
  for (;;) {
    for (let before = -1, done = await stepsDone(world); before !== done; ) {
      await settle(marketing)
      while (await marketing.performSends()) await settle(marketing)
      before = done
      done = await stepsDone(world)
    }
    const next = await database.one<{ at: Date | null }>(
      `select min(at) as at from (
         select min(run_at) as at from marketing_step where state = 'ready' and run_at > $1
         union all select min(run_at) from marketing_send where state = 'queued' and run_at > $1
         union all select min(due_at) from marketing_run where state = 'scheduled' and due_at > $1
         union all select min(due_at) from marketing_occasion where due_at > $1) moments`,
      [await clock.now()],
    )
    if (!next?.at || next.at > until) break
    clock.set(next.at)
  }
  clock.set(until)
}

const stepsDone = async ({ database }: World): Promise<number> =>
  (await database.one<{ n: number }>(
    `select (select count(*) from marketing_step_log) + (select count(*) from marketing_send)
          + (select count(*) from marketing_send where state <> 'queued') + (select coalesce(sum(fence), 0) from marketing_step) as n`,
  ))!.n

export type Way = { pid: number; entered_at: string; way: string[]; ended: string | null }

/** Who really came in, when, and which way; in the order of coming in. */
export async function waysReally({ database }: World, plan_id: string): Promise<Way[]> {
  const rows = await database.rows<Omit<Way, "entered_at"> & { entered_at: Date }>(
    `select e.pid, e.entered_at,
            array[e.entry] || array(select l.node from marketing_step_log l where l.enrollment_id = e.id order by l.hop)
                           || array(select s.node from marketing_step s where s.enrollment_id = e.id) as way,
            case e.state when 'inside' then null when 'through' then '' else e.reason end as ended
       from marketing_enrollment e join marketing_plan p on p.no = e.plan_no
      where p.id = $1 and e.state <> 'held_out' order by e.entered_at, e.pid`,
    [plan_id],
  )
  return rows.map((row) => ({ ...row, entered_at: row.entered_at.toISOString() }))
}

export const waysReplayed = ({ result }: PreRun | { result: PreRun["result"] }): Way[] =>
  result
    .replay!.first.map(({ pid, entered_at, way, ended }) => ({ pid, entered_at, way, ended }))
    .sort((a, b) => (a.entered_at < b.entered_at ? -1 : a.entered_at > b.entered_at ? 1 : a.pid - b.pid))
