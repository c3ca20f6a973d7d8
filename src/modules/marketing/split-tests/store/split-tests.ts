import type { ArmFigures } from "../../../../core/stats/best-arm"
import type { Sql } from "../../database"

export type Decision = {
  winner: string
  /** null: chosen by hand. */
  metric: string | null
  is_tie: boolean
  decided_by: string | null
  figures: ArmFigures[]
}
export type SplitTest = Omit<Decision, "winner" | "figures"> & {
  node: string
  began_at: Date
  winner: string | null
  figures: ArmFigures[] | null
  decided_at: Date | null
}

export const readWinning = async (sql: Sql, plan_no: number, node: string): Promise<string | null> =>
  (
    await sql.one<{ winner: string | null }>(
      "select winner from marketing_split_test where plan_no = $1 and node = $2",
      [plan_no, node],
    )
  )?.winner ?? null

export const readSplitTests = (sql: Sql, plan_no: number): Promise<SplitTest[]> =>
  sql.rows(
    `select node, began_at, winner, metric, is_tie, figures, decided_at, decided_by
       from marketing_split_test where plan_no = $1`,
    [plan_no],
  )

export type UndecidedTest = { plan_no: number; version: number; published_at: Date; node: string }

/** Running plans whose published canvas chooses a winner by itself at a node where none of its variants is chosen yet. */
export const undecidedTests = (sql: Sql): Promise<UndecidedTest[]> =>
  sql.rows(
    `select p.no as plan_no, p.version, v.published_at, n.id as node
       from marketing_plan p
       join marketing_plan_version v on v.plan_no = p.no and v.version = p.version
      cross join jsonb_to_recordset(v.canvas -> 'nodes') as n(id text, kind text, settings jsonb)
      where p.state = 'running' and n.kind = 'split-test' and n.settings ? 'winner'
        and not exists (
          select 1 from marketing_split_test t
           where t.plan_no = p.no and t.node = n.id
             and n.settings -> 'variants' @> jsonb_build_array(jsonb_build_object('id', t.winner)))
      order by 1, 3`,
  )

/** Notes that the first people went through; answers since when they do. */
export const beginTest = async (sql: Sql, plan_no: number, node: string, now: Date): Promise<Date> => {
  await sql.run(
    "insert into marketing_split_test (plan_no, node, began_at) values ($1, $2, $3) on conflict do nothing",
    [plan_no, node, now],
  )
  const test = await sql.one<{ began_at: Date }>(
    "select began_at from marketing_split_test where plan_no = $1 and node = $2",
    [plan_no, node],
  )
  return test!.began_at
}

/** Visits that went out by each port, in all runs: kept by the engine, so asking costs nothing. */
export const countPassed = async (sql: Sql, plan_no: number, node: string): Promise<Map<string, number>> => {
  const rows = await sql.rows<{ port: string; passed: number }>(
    `select c.port, sum(c.passed)::bigint as passed
       from marketing_node_count c join marketing_run r on r.no = c.run_no and r.plan_no = $1
      where c.node = $2 group by c.port`,
    [plan_no, node],
  )
  return new Map(rows.map((row) => [row.port, row.passed]))
}

/** Writes the decision if there is none yet for one of the variants that there are: whoever comes second answers false. */
export const writeDecision = async (
  tx: Sql,
  of: { plan_no: number; node: string; variants: { id: string }[] },
  { winner, metric, is_tie, decided_by, figures }: Decision,
  now: Date,
): Promise<boolean> =>
  (await tx.run(
    `insert into marketing_split_test as t (plan_no, node, began_at, winner, metric, is_tie, figures, decided_at, decided_by)
     values ($1, $2, $8, $3, $4, $5, $6, $8, $7)
     on conflict (plan_no, node) do update
       set (winner, metric, is_tie, figures, decided_at, decided_by)
         = (excluded.winner, excluded.metric, excluded.is_tie, excluded.figures, excluded.decided_at, excluded.decided_by)
     where t.winner is null or t.winner <> all ($9::text[])`,
    [
      of.plan_no,
      of.node,
      winner,
      metric,
      is_tie,
      JSON.stringify(figures),
      decided_by,
      now,
      of.variants.map(({ id }) => id),
    ],
  )) > 0

type Asked = {
  plan_no: number
  node: string
  /** Nodes behind this one: only what they sent counts. */
  behind: string[]
  /** Orders placed within so many days after coming through count. */
  window_days: number
  /** Of revenue; orders in others count as orders. */
  currency: string
  /** Who came through before then does not count; null: everybody does. */
  since: Date | null
}

/**
 * What became of the people of each variant, each counted in the variant that they came to first. Only what was sent behind the test counts, and
 * orders of the days after it, whoever they are thanks to: chance made the groups.
 */
export const readArms = (
  sql: Sql,
  { plan_no, node, behind, window_days, currency, since }: Asked,
): Promise<ArmFigures[]> =>
  sql.rows(
    `with arm as materialized (
       select distinct on (pid) pid, port, finished_at as at
         from marketing_step_log where plan_no = $1 and node = $2 and port is not null ${since ? "and finished_at >= $6" : ""} order by pid, finished_at, visit),
     reached as (
       select a.pid, bool_or(s.opened_at is not null or s.clicked_at is not null) as opened, bool_or(s.clicked_at is not null) as clicked
         from arm a join marketing_send s on s.pid = a.pid
        where s.plan_no = $1 and s.node = any($3) and s.queued_at >= a.at group by a.pid),
     bought as (
       select a.pid, coalesce(sum(o.net) filter (where o.currency = $5), 0)::bigint as net
         from arm a join marketing_order o on o.pid = a.pid
        where o.purchase and o.placed_at >= a.at and o.placed_at < a.at + make_interval(days => $4) group by a.pid)
     select a.port as id, count(*) as heads, count(*) filter (where r.opened) as opened, count(*) filter (where r.clicked) as clicked,
            count(b.pid) as ordered, coalesce(sum(b.net), 0)::bigint as revenue
       from arm a left join reached r using (pid) left join bought b using (pid)
      group by a.port`,
    [plan_no, node, behind, window_days, currency, ...(since ? [since] : [])],
  )
