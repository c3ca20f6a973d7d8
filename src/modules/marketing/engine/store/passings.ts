import type { Sql } from "../../database"
import { list } from "../../row-table"

export type Passing = { enrollment_id: number; node: string; at: Date }

/** When people last went on from these nodes; from where they came in, as they came in. Nobody among them came in before `since`. */
export const selectPassings = (
  sql: Sql,
  { enrollments, nodes, since }: { enrollments: number[]; nodes: string[]; since: Date },
): Promise<Passing[]> =>
  sql.rows<Passing>(
    `select enrollment_id, node, max(finished_at) as at from marketing_step_log
      where enrollment_id = any($1::bigint[]) and node = any($2::text[]) and finished_at >= $3
      group by enrollment_id, node
     union all
     select id, entry, entered_at from marketing_enrollment where id = any($1::bigint[]) and entry = any($2::text[])`,
    [list(enrollments), nodes, since],
  )
