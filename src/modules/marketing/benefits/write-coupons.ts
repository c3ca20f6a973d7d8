import type { EffectResult } from "../../../extension/outcome"
import type { PromotionStates } from "../commerce/promotion-states"
import type { EffectWriter } from "../effects"
import type { MarketingOptions } from "../options"
import { whoIsBlocked } from "./store/blocks"
import { insertCoupons, type NewCoupon } from "./store/coupons"
import { type CouponTemplateRow, lockTemplates } from "./store/templates"
import { endsAfterDays } from "./store/validity"

/**
 * Coupons that a plan gives to a batch of people, once per key. Refused with `template_missing`, `template_ended`,
 * `template_expired`, `blocked`, `promotion_gone` or `promotion_inactive` (it would give nothing), or `budget_empty` (the template's
 * limit is reached).
 */
export const writeCoupons =
  ({
    options,
    promotionStates,
  }: {
    options: MarketingOptions
    promotionStates: PromotionStates
  }): EffectWriter<"coupon"> =>
  async (tx, rows, now) => {
    const found = await lockTemplates(
      tx,
      rows.map((row) => row.effect.template_id),
    )
    const promotions = await promotionStates(
      tx,
      found.map((template) => template.promotion_id),
    )
    const templates = new Map(found.map((template) => [template.id, template]))
    const endOf = await endsAfterDays(
      tx,
      found.map((template) => template.valid_days),
      now,
      options.timezone,
    )
    const blocked = await whoIsBlocked(
      tx,
      rows.map((row) => row.pid),
      now,
    )
    const refused = new Map<string, string>()
    const wanted: NewCoupon[] = []
    for (const row of rows) {
      const template = templates.get(row.effect.template_id)
      const promotion = template && promotions.get(template.promotion_id)
      const reason =
        reasonAgainst(template, now) ??
        (blocked.has(row.pid) ? "blocked" : null) ??
        (promotion && promotion !== "active" ? `promotion_${promotion}` : null)
      if (reason || !template) refused.set(row.key, reason ?? "template_missing")
      else
        wanted.push({
          key: row.key,
          template_no: template.no,
          pid: row.pid,
          expires_at: earlier(endOf(template.valid_days), template.valid_until),
          plan_no: row.plan_no,
          run_no: row.run_no,
          node: row.node,
        })
    }
    const given = new Map((await insertCoupons(tx, wanted, now)).map((coupon) => [coupon.key, coupon.id]))
    return rows.map((row): EffectResult => {
      const id = given.get(row.key)
      return id === undefined
        ? { key: row.key, done: false, reason: refused.get(row.key) ?? "budget_empty" }
        : { key: row.key, done: true, ref: String(id) }
    })
  }

export type WriteCoupons = ReturnType<typeof writeCoupons>

export function reasonAgainst(
  template: Pick<CouponTemplateRow, "state" | "valid_until"> | undefined,
  now: Date,
): string | null {
  if (!template) return "template_missing"
  if (template.state === "ended") return "template_ended"
  if (template.valid_until && template.valid_until <= now) return "template_expired"
  return null
}

export const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b))
