import type { Sql } from "../database"

/** `gone`: deleted, which the core notes on the row. `inactive`: switched off, or still a draft. */
export type PromotionState = "active" | "inactive" | "gone"

/** What became of these promotions in the core; one that it never had is left out. Read only. */
export const promotionStates =
  () =>
  async (sql: Sql, ids: string[]): Promise<Map<string, PromotionState>> => {
    const rows = await sql.rows<{ id: string; state: PromotionState }>(
      `select id, case when deleted_at is not null then 'gone' when status = 'active' then 'active' else 'inactive' end as state
       from promotion where id = any($1)`,
      [ids],
    )
    return new Map(rows.map((row) => [row.id, row.state]))
  }

export type PromotionStates = ReturnType<typeof promotionStates>
