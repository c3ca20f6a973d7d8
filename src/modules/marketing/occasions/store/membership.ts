import type { Sql } from "../../database"

type Page = { after: number; limit: number }

const pidsOf = async (sql: Sql, text: string, values: unknown[]): Promise<number[]> =>
  (await sql.rows<{ pid: number }>(text, values)).map((row) => row.pid)

/** Who entered a segment at this very moment, by pid. */
export const enteredAt = (sql: Sql, segment_no: number, at: Date, { after, limit }: Page) =>
  pidsOf(
    sql,
    `select pid from marketing_segment_member where segment_no = $1 and entered_at = $2 and pid > $3 order by pid limit $4`,
    [segment_no, at, after, limit],
  )

/** Who left it at this very moment. */
export const leftAt = (sql: Sql, segment_no: number, at: Date, { after, limit }: Page) =>
  pidsOf(
    sql,
    `select distinct pid from marketing_segment_left where segment_no = $1 and left_at = $2 and pid > $3 order by pid limit $4`,
    [segment_no, at, after, limit],
  )
