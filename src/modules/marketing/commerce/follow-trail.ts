import type { Subject, Trail } from "../../../ingest/hint"
import type { Sql } from "../database"
import { TRAIL_QUERIES } from "./store/trails"

/** Which customers, orders or products a payment, category, address… leads to. Read only. */
export const followTrail =
  () =>
  async (sql: Sql, trail: Trail, ids: string[]): Promise<{ subject: Subject; ids: string[] }> => {
    const { subject, text } = TRAIL_QUERIES[trail]
    return { subject, ids: (await sql.rows<{ id: string }>(text, [ids])).map((row) => row.id) }
  }

export type FollowTrail = ReturnType<typeof followTrail>
