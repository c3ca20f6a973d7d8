import type { Database } from "../database"

/** Those of these ids that are nobody of the store's staff (any more). */
export const findUnknownStaff =
  ({ database }: { database: Database }) =>
  async (ids: string[]): Promise<string[]> => {
    if (ids.length === 0) return []
    const rows = await database.rows<{ id: string }>(
      `select * from unnest($1::text[]) as asked(id) except select id from "user" where deleted_at is null`,
      [ids],
    )
    return rows.map((row) => row.id)
  }

export type FindUnknownStaff = ReturnType<typeof findUnknownStaff>
