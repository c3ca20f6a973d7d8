import type { Sql } from "../database"

/** `gone`: deleted, which the core notes on the row. `inactive`: switched off, or still a draft. */
export type PromotionState = "active" | "inactive" | "gone"

/** What a promotion takes off now. `value` in major units of `currency`, or per cent. */
export type PromotionGift = {
  target: "order" | "items" | "shipping_methods"
  type: "fixed" | "percentage"
  value: string
  currency: string | null
}

/** What these promotions of the core take off, whatever it was when they were made. Read only. */
export const promotionGifts =
  () =>
  async (sql: Sql, ids: string[]): Promise<Map<string, PromotionGift>> => {
    const rows = await sql.rows<PromotionGift & { id: string }>(
      `select promotion_id as id, target_type as target, type, value::text, lower(currency_code) as currency
         from promotion_application_method where promotion_id = any($1) and deleted_at is null`,
      [ids],
    )
    return new Map(rows.map(({ id, ...gift }) => [id, gift]))
  }

export type PromotionGifts = ReturnType<typeof promotionGifts>

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

/** Has a promotion of the core this code now? Read only. */
export const isPromotionCode =
  () =>
  async (sql: Sql, code: string): Promise<boolean> =>
    (await sql.one("select 1 from promotion where code = $1 and deleted_at is null", [code])) !== undefined

export type IsPromotionCode = ReturnType<typeof isPromotionCode>
