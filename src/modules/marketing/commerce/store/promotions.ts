import type { Sql } from "../../database"

type Asked = { attribute: string; operator: string; values: string[] }

export type PromotionRow = {
  promotion_id: string
  code: string
  is_automatic: boolean
  /** "percentage" or "fixed"; with the value as the core keeps it. */
  type: string | null
  value: string | null
  currency: string | null
  ends_at: Date | null
  /** What must be true of the customer and the cart. */
  rules: Asked[]
  /** Which products it makes cheaper; none: all of them. */
  targets: Asked[]
}

const RULES = (link: string, own: string) => `
  coalesce((
    select jsonb_agg(jsonb_build_object('attribute', r.attribute, 'operator', r.operator, 'values', coalesce((
             select jsonb_agg(v.value) from promotion_rule_value v where v.promotion_rule_id = r.id and v.deleted_at is null), '[]')))
      from ${link} link join promotion_rule r on r.id = link.promotion_rule_id and r.deleted_at is null
     where link.${own}), '[]')`

/**
 * Promotions that make goods cheaper now: active ones, within the dates of their campaign and not used up. Free shipping and a
 * gift with a purchase are other news. Those behind our own coupons are everybody's own.
 */
export const selectPromotionsNow = (sql: Sql, now: Date) =>
  sql.rows<PromotionRow>(
    `select p.id as promotion_id, p.code, p.is_automatic, m.type, m.value::text, lower(m.currency_code) as currency, c.ends_at,
            ${RULES("promotion_promotion_rule", "promotion_id = p.id")} as rules,
            ${RULES("application_method_target_rules", "application_method_id = m.id")} as targets
       from promotion p
       left join promotion_campaign c on c.id = p.campaign_id and c.deleted_at is null
       join promotion_application_method m on m.promotion_id = p.id and m.deleted_at is null
      where p.status = 'active' and p.deleted_at is null and p.type = 'standard' and m.target_type in ('items', 'order')
        and (p."limit" is null or p.used < p."limit")
        and (c.starts_at is null or c.starts_at <= $1) and (c.ends_at is null or c.ends_at > $1)
        and not exists (select 1 from marketing_coupon_template t where t.promotion_id = p.id)
      order by p.id`,
    [now],
  )
