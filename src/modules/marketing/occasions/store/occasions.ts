import type { Sql } from "../../database"
import { rowTable } from "../../row-table"

/** Something that happened to a person, as it is handed in. */
export type Happening = {
  at: Date
  key: string
  name: string
  pid: number
  oid?: number | null
  event: object
}

/** An occasion held by a lease. `fence` is this claim's: whoever claims later has a higher one. */
export type ClaimedOccasion = { id: number; fence: number }

export type Occasion = ClaimedOccasion & {
  plan_no: number
  version: number
  node: string
  starts: boolean
  /** Whether the trigger that heard it is there still: another version may have been published since. */
  heard: boolean
  pid: number
  entry_key: string
  at: Date
  since: Date
  event: {
    name: string
    product: number | null
    amount: number | null
    currency: string | null
    trusted: boolean
    props: Record<string, unknown>
  }
  attempts: number
  /** Whether the same person did it again since. */
  again: boolean
  /** From when on it is counted how late one is: when it happened, or when somebody said: try again. */
  late_from: Date
  /** Whether the plan was paused when it happened; days of the calendar happen all the same. */
  in_pause: boolean
}

/** Keeps what plans listen for, each once; answers how much of it there was. Rules look back from where an order was placed, not paid. */
export function insertOccasions(tx: Sql, happenings: Happening[]): Promise<number> {
  return tx.run(
    `insert into marketing_occasion (plan_no, version, node, starts, pid, entry_key, at, since, due_at, event)
     select l.plan_no, l.version, l.node, l.starts, e.pid, e.key || ' ' || extract(epoch from e.at)::text, e.at,
            coalesce(o.placed_at, e.at), e.at + l.delay, e.event
       from jsonb_to_recordset($1) as e(at timestamptz, key text, name text, pid int, oid int, event jsonb)
       join marketing_listener l on l.event = e.name and l.since <= e.at
       left join marketing_order o on o.oid = e.oid and e.name = 'order_paid'
      order by e.pid, l.plan_no, l.node, e.at
     on conflict do nothing`,
    [JSON.stringify(happenings)],
  )
}

/**
 * Leases what is due, the oldest first. Nobody waits for the disk: a lease that a crash of the server forgets is over. A lease
 * that ran out has its attempt counted: its worker died of it, perhaps. What may let somebody in belongs to the version that
 * listens now: it may have been heard while that one was being published.
 */
export const claimOccasions = (
  sql: Sql,
  { now, lease_until, limit }: { now: Date; lease_until: Date; limit: number },
): Promise<Occasion[]> =>
  sql.rows<Occasion>(
    `with calm as materialized (
       select set_config('synchronous_commit', 'off', true)
     ), due as materialized (
       select id from marketing_occasion
        where state = 'ready' and due_at <= $1 and (lease_until is null or lease_until <= $1)
        order by due_at, id limit $3 for update skip locked
     ), claimed as (
       update marketing_occasion o set lease_until = $2, fence = o.fence + 1, attempts = o.attempts + 1 from due where o.id = due.id
       returning o.*)
     select c.id, c.fence, c.plan_no, greatest(l.version, c.version) as version, c.node, c.starts,
            not c.starts or l.version is not null as heard, c.pid, c.entry_key, c.at, c.since, c.event, c.attempts,
            coalesce(c.retried_at, c.at) as late_from,
            c.starts and exists (select 1 from marketing_occasion n
              where n.pid = c.pid and n.plan_no = c.plan_no and n.node = c.node and n.at > c.at) as again,
            c.starts and c.event ->> 'name' <> 'day' and coalesce((
              select a.action = 'pause' from marketing_plan p join marketing_audit a on a.entity = 'plan' and a.entity_id = p.id
               where p.no = c.plan_no and a.action in ('pause', 'resume') and a.at <= c.at
               order by a.at desc, a.id desc limit 1), false) as in_pause
       from calm cross join claimed c
       left join marketing_listener l on c.starts and l.starts and l.plan_no = c.plan_no and l.node = c.node and l.event = c.event ->> 'name'
      order by c.at, c.id`,
    [now, lease_until, limit],
  )

/**
 * Hands what nodes of `staying` heard, and may let somebody in, to the version that was just published, and takes the rest away; answers
 * how much that was. Who is just dealing with some of it finds it no longer hers.
 */
export const followListeners = async (
  tx: Sql,
  { plan_no, version, staying }: { plan_no: number; version: number; staying: string[] },
): Promise<number> => {
  await tx.run(
    `update marketing_occasion o
        set version = $2, due_at = o.at + l.delay, lease_until = null, fence = o.fence + 1, attempts = 0
       from marketing_listener l
      where o.plan_no = $1 and o.starts and l.plan_no = $1 and l.version = $2 and l.starts
        and l.node = o.node and l.event = o.event ->> 'name' and o.node = any($3::text[])
        and o.at >= l.since`,
    [plan_no, version, staying],
  )
  return tx.run("delete from marketing_occasion where plan_no = $1 and starts and version < $2", [
    plan_no,
    version,
  ])
}

/** Takes dealt-with occasions away; answers those that were still ours. */
export const takeAway = async (tx: Sql, occasions: ClaimedOccasion[]): Promise<Set<number>> => {
  const claim = rowTable(occasions, CLAIM)
  return new Set(
    (
      await tx.rows<{ id: number }>(
        `delete from marketing_occasion o using ${claim.from} where ${IS_OURS} returning o.id`,
        claim.values,
      )
    ).map((row) => row.id),
  )
}

/** Tries them again later, or leaves them for somebody to look at; those that are still ours. */
export const putOff = (
  sql: Sql,
  occasions: ClaimedOccasion[],
  { due_at, error }: { due_at: Date | null; error: string },
): Promise<number> => {
  const claim = rowTable(occasions, CLAIM, { first: 3 })
  return sql.run(
    `update marketing_occasion o
        set lease_until = null, error = $2, state = case when $1::timestamptz is null then 'parked' else 'ready' end,
            due_at = coalesce($1, due_at)
       from ${claim.from} where ${IS_OURS}`,
    [due_at, error, ...claim.values],
  )
}

/** Nothing was done: the database went away under it, or it is for another version to deal with, or not before `due_at`. */
export const handBack = (
  sql: Sql,
  occasions: ClaimedOccasion[],
  due_at: Date | null = null,
): Promise<number> => {
  const claim = rowTable(occasions, CLAIM, { first: 2 })
  return sql.run(
    `update marketing_occasion o
        set lease_until = null, attempts = attempts - 1, due_at = coalesce($1, due_at)
       from ${claim.from} where ${IS_OURS}`,
    [due_at, ...claim.values],
  )
}

/** They wait until their plan goes on, so long after they happened at most: then it is too late for them. */
export const keep = (sql: Sql, occasions: ClaimedOccasion[], longest_ms: number): Promise<number> => {
  const claim = rowTable(occasions, CLAIM, { first: 2 })
  return sql.run(
    `update marketing_occasion o
        set lease_until = null, attempts = attempts - 1, due_at = coalesce(o.retried_at, o.at) + make_interval(secs => $1 / 1000.0)
       from ${claim.from} where ${IS_OURS}`,
    [longest_ms, ...claim.values],
  )
}

/** What a plan would have dealt with while it was paused is due now. */
export const takeUp = (tx: Sql, plan_no: number, now: Date): Promise<number> =>
  tx.run(
    `update marketing_occasion o set due_at = $2 from marketing_listener l
      where o.plan_no = $1 and o.starts and o.state = 'ready' and o.due_at > $2 and o.lease_until is null
        and l.plan_no = $1 and l.starts and l.node = o.node and l.event = o.event ->> 'name' and o.at + l.delay <= $2`,
    [plan_no, now],
  )

export const isPaused = async (sql: Sql, plan_no: number): Promise<boolean> =>
  (await sql.one("select 1 from marketing_plan where no = $1 and state = 'paused'", [plan_no])) !== undefined

/** Its time has come, perhaps, but nobody has started it yet. */
export const isAhead = async (sql: Sql, plan_no: number): Promise<boolean> =>
  (await sql.one("select 1 from marketing_plan where no = $1 and state = 'scheduled'", [plan_no])) !==
  undefined

/** Plans that are over let nobody in any more: nobody has to decide about who could not come in. */
export const forgetParked = (sql: Sql): Promise<number> =>
  sql.run(
    `delete from marketing_occasion o using marketing_plan p
      where o.state = 'parked' and p.no = o.plan_no
        and (p.state in ('ended', 'cancelled', 'archived') or p.deleted_at is not null)`,
  )

const CLAIM = { id: "bigint", fence: "int" } as const
/** Whoever gave a claim back holds it no more. */
const IS_OURS = "o.id = asked.id and o.fence = asked.fence and o.lease_until is not null"
