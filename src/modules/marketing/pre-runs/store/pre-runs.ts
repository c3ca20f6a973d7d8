import type { PreRun, PreRunResult } from "../../../../core/pre-run/result"
import type { Sql } from "../../database"

/** So many are kept of each plan, and so many replays. */
const KEPT = 20

export type KeptPreRun = Omit<PreRun, "at"> & { at: Date }

const COLUMNS = "no, revision, digest, at, by, took_ms, days, result"

export const findPlanNo = async (sql: Sql, plan_id: string): Promise<number | undefined> =>
  (
    await sql.one<{ no: number }>("select no from marketing_plan where id = $1 and deleted_at is null", [
      plan_id,
    ])
  )?.no

/** Keeps one, and forgets the oldest beyond those that are kept. */
export const keepPreRun = async (
  tx: Sql,
  plan_no: number,
  run: Omit<KeptPreRun, "no" | "result"> & { result: PreRunResult },
): Promise<KeptPreRun> => {
  const kept = (await tx.one<KeptPreRun>(
    `insert into marketing_pre_run (plan_no, revision, digest, at, by, took_ms, days, result)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${COLUMNS}`,
    [plan_no, run.revision, run.digest, run.at, run.by, run.took_ms, run.days, JSON.stringify(run.result)],
  ))!
  await tx.run(
    `delete from marketing_pre_run where plan_no = $1 and (days is null) = $3 and no <= (
       select no from marketing_pre_run where plan_no = $1 and (days is null) = $3 order by no desc offset $2 limit 1)`,
    [plan_no, KEPT, run.days === null],
  )
  return kept
}

/** Newest first, without their figures; those that look ahead, or replays. */
export const keptPreRuns = (
  sql: Sql,
  plan_no: number,
  which: "ahead" | "replays",
): Promise<Omit<KeptPreRun, "result">[]> =>
  sql.rows(
    `select no, revision, digest, at, by, took_ms, days from marketing_pre_run
      where plan_no = $1 and (days is null) = $2 order by no desc`,
    [plan_no, which === "ahead"],
  )

/** Who these people are today; who was deleted is left out. */
export const readNames = (
  sql: Sql,
  pids: number[],
): Promise<{ pid: number; customer_id: string; name: string | null }[]> =>
  sql.rows(
    `select pid, customer_id, coalesce(nullif(concat_ws(' ', first_name, last_name), ''), email, phone) as name
       from marketing_profile where pid = any($1::int[]) and deleted_at is null`,
    [pids],
  )

export const findPreRun = (sql: Sql, plan_no: number, no: number): Promise<KeptPreRun | undefined> =>
  sql.one(`select ${COLUMNS} from marketing_pre_run where plan_no = $1 and no = $2`, [plan_no, no])
