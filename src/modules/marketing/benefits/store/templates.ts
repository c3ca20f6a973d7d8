import type { Sql } from "../../database"

/** What a coupon gives, as the merchant wrote it; kept beside the promotion that computes it. Money in minor units. */
export type CouponValue = {
  discount:
    | { type: "percent"; percent: number }
    | { type: "amount"; amount: number; currency: string }
    | { type: "free_shipping" }
  scope: { type: "order" } | { type: "products" | "categories"; ids: string[] }
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

/** Those of these that still give coupons. */
export const findTemplates = (sql: Sql, ids: string[]): Promise<CouponTemplateRow[]> =>
  sql.rows(
    `select ${COLUMNS} from marketing_coupon_template
      where id = any($1) and deleted_at is null and state = 'active' order by no`,
    [ids],
  )

/** Locked, in the order of their numbers, because a grant counts against the template's limit. */
export const lockTemplates = (tx: Sql, ids: string[]): Promise<CouponTemplateRow[]> =>
  tx.rows(
    `select ${COLUMNS} from marketing_coupon_template where id = any($1) and deleted_at is null order by no for update`,
    [[...new Set(ids)]],
  )

export type NewTemplate = Pick<
  CouponTemplateRow,
  "id" | "name" | "promotion_id" | "code" | "valid_days" | "value" | "grant_limit" | "created_by"
> & { valid_until: string | Date | null }

export const insertTemplate = (sql: Sql, template: NewTemplate, now: Date): Promise<number> =>
  sql.run(
    `insert into marketing_coupon_template
       (id, name, promotion_id, code, valid_days, valid_until, value, grant_limit, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    [
      template.id,
      template.name,
      template.promotion_id,
      template.code,
      template.valid_days,
      template.valid_until,
      template.value,
      template.grant_limit,
      template.created_by,
      now,
    ],
  )

export type CouponCounts = Record<"free" | "held" | "reserved" | "used" | "revoked" | "expired", number>

/** How many coupons of each state these templates have. */
export async function countCoupons(sql: Sql, template_nos: number[]): Promise<Map<number, CouponCounts>> {
  const rows = await sql.rows<{ template_no: number; state: keyof CouponCounts; n: number }>(
    `select template_no, state, count(*) as n from marketing_coupon
     where template_no = any($1::integer[]) group by template_no, state`,
    [template_nos],
  )
  const none = { free: 0, held: 0, reserved: 0, used: 0, revoked: 0, expired: 0 }
  const counts = new Map<number, CouponCounts>(template_nos.map((no) => [no, { ...none }]))
  for (const row of rows) counts.get(row.template_no)![row.state] = row.n
  return counts
}
