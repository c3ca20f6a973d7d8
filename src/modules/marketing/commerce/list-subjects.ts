import type { Subject } from "../../../ingest/hint"
import type { Sql } from "../database"
import { countQuery, missingQuery, pageQuery } from "./store/pages"

/** Walks through all subjects of the store in the order of their ids. Read only. */
export const listSubjects = () => ({
  /** The next ids after `after` ("" to begin). */
  page: async (sql: Sql, subject: Subject, after: string, limit: number): Promise<string[]> =>
    (await sql.rows<{ id: string }>(pageQuery(subject), [after, limit])).map((row) => row.id),

  count: async (sql: Sql, subject: Subject): Promise<number> =>
    (await sql.one<{ count: number }>(countQuery(subject)))!.count,

  /** Those of these ids that the store does not have (any more). */
  missing: async (sql: Sql, subject: Subject, ids: string[]): Promise<string[]> =>
    (await sql.rows<{ id: string }>(missingQuery(subject), [ids])).map((row) => row.id),
})

export type ListSubjects = ReturnType<typeof listSubjects>
