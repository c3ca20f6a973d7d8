import { Missing } from "../../../core/problem"
import type { PromotionState, PromotionStates } from "../commerce/promotion-states"
import type { Database } from "../database"
import { type CouponCounts, type CouponTemplateRow, countCoupons, readTemplate } from "./store/templates"

/** A template as the admin sees it, with what became of its coupons. */
export type CouponTemplate = Omit<CouponTemplateRow, "no"> & {
  coupons: CouponCounts
  /** What became of the promotion that computes the discount. */
  promotion: PromotionState
}

/** Templates, newest first; `q` looks in name and code. */
export const listCouponTemplates =
  ({ database, promotionStates }: { database: Database; promotionStates: PromotionStates }) =>
  async (asked: {
    q?: string
    state?: string
    offset: number
    limit: number
  }): Promise<{ coupon_templates: CouponTemplate[]; count: number }> => {
    const where = `where deleted_at is null and ($1::text is null or state = $1)
      and ($2::text is null or strpos(lower(name), lower($2)) > 0 or strpos(lower(code), lower($2)) > 0)`
    const values = [asked.state ?? null, asked.q ?? null]
    const rows = await database.rows<CouponTemplateRow>(
      `select no, id, name, promotion_id, code, valid_days, valid_until, value, grant_limit, granted, state,
         created_by, created_at, updated_at
       from marketing_coupon_template ${where} order by no desc offset $3 limit $4`,
      [...values, asked.offset, asked.limit],
    )
    const counted = await database.one<{ count: number }>(
      `select count(*) as count from marketing_coupon_template ${where}`,
      values,
    )
    return { coupon_templates: await withCounts(database, promotionStates, rows), count: counted!.count }
  }

/** One template; throws Missing. */
export const getCouponTemplate =
  ({ database, promotionStates }: { database: Database; promotionStates: PromotionStates }) =>
  async (id: string): Promise<CouponTemplate> => {
    const row = await readTemplate(database, id)
    if (!row) throw new Missing("coupon template", id)
    return (await withCounts(database, promotionStates, [row]))[0]!
  }

export type GetCouponTemplate = ReturnType<typeof getCouponTemplate>

/** Which of these ids are templates that still give coupons. */
export const couponTemplateExists =
  ({ database }: { database: Database }) =>
  async (ids: string[]): Promise<Set<string>> => {
    const rows = await database.rows<{ id: string }>(
      "select id from marketing_coupon_template where id = any($1) and state = 'active' and deleted_at is null",
      [ids],
    )
    return new Set(rows.map((row) => row.id))
  }

async function withCounts(
  database: Database,
  promotionStates: PromotionStates,
  rows: CouponTemplateRow[],
): Promise<CouponTemplate[]> {
  const promotions = await promotionStates(
    database,
    rows.map((row) => row.promotion_id),
  )
  const counts = await countCoupons(
    database,
    rows.map((row) => row.no),
  )
  return rows.map(({ no, ...row }) => ({
    ...row,
    coupons: counts.get(no)!,
    promotion: promotions.get(row.promotion_id) ?? "active",
  }))
}
