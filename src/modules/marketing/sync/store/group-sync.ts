import type { Sql } from "../../database"

export type GroupSyncRow = {
  segment_no: number
  group_id: string
  /** Takes out whom it put in, and goes. */
  ending: boolean
  /** null: it stopped, until somebody does something about it. */
  due_at: Date | null
  attempts: number
  error: "group-gone" | "own-group" | "refused" | null
  error_detail: string | null
  waiting: number
  added: number
  removed: number
  compared_at: Date | null
}

const COLUMNS =
  "segment_no, group_id, ending, due_at, attempts, error, error_detail, waiting, added, removed, compared_at"

/** `lock` holds it until the transaction ends. */
export const findGroupSync = (
  sql: Sql,
  segment_no: number,
  lock = false,
): Promise<GroupSyncRow | undefined> =>
  sql.one<GroupSyncRow>(
    `select ${COLUMNS} from marketing_group_sync where segment_no = $1${lock ? " for update" : ""}`,
    [segment_no],
  )

export const findSyncOfGroup = (sql: Sql, group_id: string): Promise<{ segment_no: number } | undefined> =>
  sql.one("select segment_no from marketing_group_sync where group_id = $1", [group_id])

/** Answers false when this segment or this group has one already. */
export const insertGroupSync = async (
  tx: Sql,
  row: { segment_no: number; group_id: string; actor: string },
  now: Date,
): Promise<boolean> =>
  (await tx.run(
    `insert into marketing_group_sync (segment_no, group_id, due_at, created_by, created_at)
     values ($1, $2, $4, $3, $4) on conflict do nothing`,
    [row.segment_no, row.group_id, row.actor, now],
  )) === 1

export const deleteGroupSync = async (tx: Sql, segment_no: number): Promise<void> => {
  await tx.run("delete from marketing_group_member where segment_no = $1", [segment_no])
  await tx.run("delete from marketing_group_sync where segment_no = $1", [segment_no])
}

/** From now on it takes out whom we put in, and ends. */
export const endGroupSync = (tx: Sql, segment_no: number, now: Date) =>
  tx.run(
    `update marketing_group_sync set ending = true, due_at = $2, attempts = 0, error = null, error_detail = null
      where segment_no = $1`,
    [segment_no, now],
  )

export const dueGroupSyncs = async (sql: Sql, now: Date): Promise<number[]> =>
  (
    await sql.rows<{ segment_no: number }>(
      "select segment_no from marketing_group_sync where due_at <= $1 order by due_at, segment_no limit 20",
      [now],
    )
  ).map((row) => row.segment_no)

/** Looks again at once, however often it failed. */
export const restartGroupSync = (tx: Sql, segment_no: number, now: Date) =>
  tx.run(
    `update marketing_group_sync set due_at = $2, attempts = 0, error = null, error_detail = null where segment_no = $1`,
    [segment_no, now],
  )

/** What a look found. A run that finds something after one that was over counts anew. Others that are due come first next time. */
export const noteDifferences = (tx: Sql, segment_no: number, waiting: number, now: Date) =>
  tx.run(
    `update marketing_group_sync set waiting = $2, due_at = $3,
            added = case when waiting = 0 and $2 > 0 then 0 else added end,
            removed = case when waiting = 0 and $2 > 0 then 0 else removed end
      where segment_no = $1`,
    [segment_no, waiting, now],
  )

export const noteDone = (
  tx: Sql,
  segment_no: number,
  done: { added: number; removed: number; settled: number },
) =>
  tx.run(
    `update marketing_group_sync set added = added + $2, removed = removed + $3,
            waiting = greatest(0, waiting - $4), attempts = 0, error = null, error_detail = null
      where segment_no = $1`,
    [segment_no, done.added, done.removed, done.settled],
  )

/** Both sides are alike. */
export const noteAlike = (tx: Sql, segment_no: number, next: Date, now: Date) =>
  tx.run(
    `update marketing_group_sync set compared_at = $3, due_at = $2, waiting = 0, attempts = 0, error = null, error_detail = null
      where segment_no = $1`,
    [segment_no, next, now],
  )

export const noteFailure = (
  sql: Sql,
  segment_no: number,
  failure: { error: NonNullable<GroupSyncRow["error"]>; detail: string | null; due_at: Date | null },
) =>
  sql.run(
    `update marketing_group_sync set attempts = attempts + 1, error = $2, error_detail = $3, due_at = $4
      where segment_no = $1`,
    [segment_no, failure.error, failure.detail, failure.due_at],
  )

/** The segments that fill any of these groups, by number. */
export const segmentsOfGroups = async (sql: Sql, groups: (string | null)[]): Promise<number[]> =>
  (
    await sql.rows<{ segment_no: number }>(
      "select segment_no from marketing_group_sync where group_id = any($1::text[])",
      [groups],
    )
  ).map((row) => row.segment_no)

export const findGroupSyncOf = (sql: Sql, segment_id: string): Promise<{ group_id: string } | undefined> =>
  sql.one(
    `select g.group_id from marketing_group_sync g join marketing_segment s on s.no = g.segment_no
      where s.id = $1 and not g.ending`,
    [segment_id],
  )
