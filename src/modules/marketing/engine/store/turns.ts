import type { Sql } from "../../database"

/** As extension/turn: the index of who waits knows it as these very words. */
const WAITS = "s.run_at = timestamptz '9999-12-31 00:00:00+00'"

/** One decides at a node at a time, so that no more pass than may; false when somebody else does. */
const TURN_LOCK = 0x6d6b74

/** `published`: the version that runs; `version`: of who came first. */
export type Queue = { plan_no: number; node: string; version: number; published: number }

/** Where people of running plans wait for their turn. Hops through the index from node to node. */
export const queuesWaiting = (sql: Sql): Promise<Queue[]> =>
  sql.rows(
    `with recursive queue (plan_no, node, version) as (
       (select plan_no, node, version from marketing_step s where ${WAITS} order by plan_no, node, arrived_at limit 1)
       union all
       select next.* from queue q cross join lateral (
         select s.plan_no, s.node, s.version from marketing_step s
          where ${WAITS} and (s.plan_no, s.node) > (q.plan_no, q.node) order by s.plan_no, s.node, s.arrived_at limit 1) next)
     select q.*, p.version as published from queue q join marketing_plan p on p.no = q.plan_no and p.state = 'running'`,
  )

export const ownTurns = async (tx: Sql, { plan_no, node }: Queue): Promise<boolean> =>
  (await tx.one<{ free: boolean }>(
    "select pg_try_advisory_xact_lock($1, hashtext($2::int || ' ' || $3::text)) as free",
    [TURN_LOCK, plan_no, node],
  ))!.free

/** Have the turn and have not passed yet: the plan was stopped, or the workers lag. As the index knows them. */
const MAY_PASS = `select count(*) from marketing_step
  where plan_no = $1 and node = $2 and state = 'ready' and data @> '{"state": {"turn": true}}'`

/** As long as the longest span: another version may count by another. */
const KEPT_MS = 86_400_000

/** Forgets who passed longer ago than any span is. */
export const forgetTurns = (tx: Sql, { plan_no, node }: Queue, now: Date): Promise<number> =>
  tx.run("delete from marketing_turn where plan_no = $1 and node = $2 and at <= $3", [
    plan_no,
    node,
    new Date(now.getTime() - KEPT_MS),
  ])

/** How many passed since then or may at any moment. In one look: who passes meanwhile is one of these or of those. */
export const countTurns = async (tx: Sql, { plan_no, node }: Queue, since: Date): Promise<number> =>
  (await tx.one<{ people: number }>(
    `select coalesce(sum(people), 0)::bigint + (${MAY_PASS}) as people
       from marketing_turn where plan_no = $1 and node = $2 and at > $3`,
    [plan_no, node, since],
  ))!.people

/** Remembers how many passed where people pass in turn, in the transaction that moves them on. */
export const noteTurns = async (
  tx: Sql,
  plan_no: number,
  passed: ReadonlyMap<string, number>,
  now: Date,
): Promise<void> => {
  if (passed.size === 0) return
  const nodes = [...passed.keys()].sort()
  await tx.run(
    `insert into marketing_turn as t (plan_no, node, at, people)
     select $1, node, $2, people from unnest($3::text[], $4::int[]) as passed(node, people)
     on conflict (plan_no, node, at) do update set people = t.people + excluded.people`,
    [plan_no, now, nodes, nodes.map((node) => passed.get(node)!)],
  )
}

/** Gives the first so many their turn. Who is in a worker's hands is not waiting. */
export const giveTurns = (tx: Sql, { plan_no, node }: Queue, people: number, now: Date): Promise<number> =>
  tx.run(
    `update marketing_step s
        set run_at = $4, fence = s.fence + 1, data = jsonb_set(s.data, '{state}', coalesce(s.data -> 'state', '{}') || '{"turn": true}')
      where (s.enrollment_id, s.node, s.visit) in (
        select enrollment_id, node, visit from marketing_step s
         where ${WAITS} and plan_no = $1 and node = $2 and state = 'ready' and lease_until is null
         order by arrived_at, enrollment_id limit $3 for update skip locked)`,
    [plan_no, node, people, now],
  )

/** Who waits at a node, and who passed in the last time or may at any moment. */
export const readQueue = async (
  sql: Sql,
  { plan_no, node, since }: { plan_no: number; node: string; since: Date },
): Promise<{ waiting: number; had: number; oldest: Date | null }> =>
  (await sql.one(
    `select (select count(*) from marketing_step s where ${WAITS} and s.plan_no = $1 and s.node = $2) as waiting,
            coalesce(sum(people), 0)::bigint + (${MAY_PASS}) as had, min(at) as oldest
       from marketing_turn where plan_no = $1 and node = $2 and at > $3`,
    [plan_no, node, since],
  ))!
