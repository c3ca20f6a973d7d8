import type { Rule } from "../../../core/rules/schema"
import type { Sql } from "../database"

export type ReadRules = ReturnType<typeof readRules>
type Found = { no: number; id: string; name: string; rule: Rule | null }

/** Segments that are there, by id or by our number, with the rule of those that have one. Joins the caller's transaction. */
export const readRules =
  () =>
  (tx: Sql, { ids = [], nos = [] }: { ids?: string[]; nos?: number[] }): Promise<Found[]> =>
    tx.rows<Found>(
      `select no, id, name, rule from marketing_segment
        where (id = any($1::text[]) or no = any($2::int[])) and deleted_at is null`,
      [ids, nos],
    )
