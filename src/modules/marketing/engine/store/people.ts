import type { Sql } from "../../database"
import { list } from "../../row-table"

/** Of these people, those whose customer was deleted. */
export const whoIsGone = async (sql: Sql, pids: number[]): Promise<Set<number>> =>
  new Set(
    (
      await sql.rows<{ pid: number }>(
        "select pid from marketing_profile where pid = any($1::int[]) and deleted_at is not null",
        [list(pids)],
      )
    ).map((row) => row.pid),
  )
