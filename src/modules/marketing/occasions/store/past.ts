import type { HeardEvent } from "../../../../extension/starts"
import type { Sql } from "../../database"
import { list } from "../../row-table"

type Span = { from: Date; to: Date }

export type PastEvent = { pid: number; at: Date; since: Date } & Omit<HeardEvent, "at">

/** To whom these events happened, of people whom one knows; by pid. As text, the fastest way to bring many across. */
export async function readWhoDid(sql: Sql, names: string[], { from, to }: Span): Promise<Int32Array> {
  const row = await sql.one<{ pids: string | null }>(
    `select string_agg(pid::text, ',' order by pid) as pids from (
       select distinct pid from marketing_event
        where name = any($1::text[]) and at >= $2 and at <= $3 and pid is not null) who`,
    [names, from, to],
  )
  return row?.pids ? Int32Array.from(row.pids.split(","), Number) : new Int32Array(0)
}

/** What these people did, each in the order of time. Rules look back from where an order was placed, not paid. */
export const readPastEvents = (
  sql: Sql,
  { names, pids, from, to }: Span & { names: string[]; pids: number[] },
): Promise<PastEvent[]> =>
  sql.rows(
    `select e.pid, e.at, coalesce(o.placed_at, e.at) as since, e.name, e.amount, e.currency, e.trusted, e.props
       from marketing_event e left join marketing_order o on o.oid = e.oid and e.name = 'order_paid'
      where e.pid = any($1::int[]) and e.name = any($2::text[]) and e.at >= $3 and e.at <= $4
      order by e.pid, e.at, e.key`,
    [list(pids), names, from, to],
  )

/** Who of a range of people entered or left a segment, as it was noted. */
export const readPastMoves = (
  sql: Sql,
  asked: Span & { segment_id: string; how: "entered" | "left"; after: number; upto: number },
): Promise<{ pid: number; at: Date }[]> => {
  const { segment_id, how, from, to, after, upto } = asked
  const moves =
    how === "left"
      ? "select l.segment_no, l.pid, l.left_at as at from marketing_segment_left l where not l.gone"
      : `select m.segment_no, m.pid, m.entered_at as at from marketing_segment_member m
         union all select l.segment_no, l.pid, l.entered_at from marketing_segment_left l`
  return sql.rows(
    `select moves.pid, moves.at from (${moves}) moves join marketing_segment s on s.no = moves.segment_no
      where s.id = $1 and moves.at >= $2 and moves.at <= $3 and moves.pid > $4 and moves.pid <= $5 order by 1, 2`,
    [segment_id, from, to, after, upto],
  )
}

export const readLastPid = async (sql: Sql): Promise<number> =>
  (await sql.one<{ pid: number | null }>("select max(pid) as pid from marketing_profile"))?.pid ?? 0

/** Whether what is known of a segment begins only after a moment. */
export const isYounger = async (sql: Sql, segment_id: string, than: Date): Promise<boolean> =>
  (await sql.one("select 1 from marketing_segment where id = $1 and created_at > $2", [segment_id, than])) !==
  undefined

/** Who had a coupon, or points, whose life ends in this span: of them a day's rule is asked as of then. */
export const readWhoLoses = async (
  sql: Sql,
  what: "coupons" | "points",
  { from, to }: Span,
): Promise<number[]> =>
  (
    await sql.rows<{ pid: number }>(
      what === "coupons"
        ? "select distinct pid from marketing_coupon where expires_at >= $1 and expires_at <= $2 order by pid"
        : `select distinct a.pid from marketing_lot l join marketing_account a on a.id = l.account_id and a.pid is not null
            where l.expires_at >= $1 and l.expires_at <= $2 order by a.pid`,
      [from, to],
    )
  ).map(({ pid }) => pid)

/** Zones of these people. */
export const readZones = (
  sql: Sql,
  people: { text: string; values: unknown[] },
): Promise<{ pid: number; zone: string | null }[]> =>
  sql.rows(
    `select p.pid, p.zone from marketing_profile p join (${people.text}) as meant(pid) using (pid) order by p.pid`,
    people.values,
  )

/** When any of these events happened to these people, in the order of time. */
export const readMoments = (
  sql: Sql,
  { names, pids, from, to }: Span & { names: string[]; pids: number[] },
): Promise<{ pid: number; at: Date }[]> =>
  sql.rows(
    `select pid, at from marketing_event
      where pid = any($1::int[]) and name = any($2::text[]) and at > $3 and at <= $4 order by pid, at`,
    [list(pids), names, from, to],
  )
