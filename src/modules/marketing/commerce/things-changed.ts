import type { Sql } from "../database"
import { REMEMBERED_CHANGED } from "./store/changes"

/** Since this moment: was a variant, sales channel or stock location deleted, or any of the latter two taken back? Read only. */
export const thingsChanged =
  () =>
  async (sql: Sql, since: Date): Promise<boolean> =>
    (await sql.one<{ changed: boolean }>(REMEMBERED_CHANGED, [since]))!.changed

export type ThingsChanged = ReturnType<typeof thingsChanged>
