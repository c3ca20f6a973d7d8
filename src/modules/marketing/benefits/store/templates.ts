import type { Sql } from "../../database"

/** What a coupon gives, as the merchant wrote it; kept beside the promotion that computes it. Money in minor units. */
export type CouponValue = {
  discount:
    | { type: "percent"; percent: number }
    | { type: "amount"; amount: number; currency: string }
    | { type: "free_shipping" }
  scope: { type: "order" } | { type: "items"; product_ids?: string[]; category_ids?: string[] }
  minimum: { amount: number; currency: string } | null
}

export type CouponTemplateRow = {
  no: number
  id: string
  name: string
  promotion_id: string
  code: string
  valid_days: number | null
  valid_until: Date | null
  value: CouponValue
  grant_limit: number | null
  granted: number
  state: "active" | "ended"
  created_by: string | null
  created_at: Date
  updated_at: Date
}

const COLUMNS =
  "no, id, name, promotion_id, code, valid_days, valid_until, value, grant_limit, granted, state, created_by, created_at, updated_at"

export const readTemplate = (sql: Sql, id: string): Promise<CouponTemplateRow | undefined> =>
  sql.one(`select ${COLUMNS} from marketing_coupon_template where id = $1 and deleted_at is null`, [id])

/** Locked, in the order of their numbers, because a grant counts against the template's limit. */
export const lockTemplates = (tx: Sql, ids: string[]): Promise<CouponTemplateRow[]> =>
  tx.rows(
    `select ${COLUMNS} from marketing_coupon_template where id = any($1) and deleted_at is null order by no for update`,
    [[...new Set(ids)]],
  )
