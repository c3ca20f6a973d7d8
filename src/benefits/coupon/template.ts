import { z } from "zod"
import { fromMinor } from "../../core/money"

const currency = z.string().regex(/^[a-z]{3}$/, "must be a lower-case ISO 4217 code such as eur")
/** Ten billion of a currency with cents: more is a slip of the finger, and sums of it would not be exact. */
const minorUnits = z.number().int().positive().max(1_000_000_000_000)
const grantLimit = z.number().int().positive().max(1_000_000_000)
const code = z.string().regex(/^[A-Z0-9][A-Z0-9_-]{2,39}$/, "must be 3-40 of A-Z, 0-9, - and _")

/** What a merchant writes when making a coupon template. Money in minor units. */
export const couponTemplateInput = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    /** The code that the cart shows; made when left out. It opens nothing by itself: the coupon must be the shopper's. */
    code: code.optional(),
    discount: z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("percent"), percent: z.number().int().min(1).max(100) }),
      z.strictObject({ type: z.literal("amount"), amount: minorUnits, currency }),
      z.strictObject({ type: z.literal("free_shipping") }),
    ]),
    /** What the discount is counted on. */
    scope: z
      .discriminatedUnion("type", [
        z.strictObject({ type: z.literal("order") }),
        z.strictObject({ type: z.literal("products"), ids: z.array(z.string()).min(1).max(500) }),
        z.strictObject({ type: z.literal("categories"), ids: z.array(z.string()).min(1).max(500) }),
      ])
      .default({ type: "order" }),
    /** Least sum of the goods, before discounts. */
    minimum: z.strictObject({ amount: minorUnits, currency }).nullish(),
    /** Whole days from the grant, in the store's zone. */
    valid_days: z.number().int().positive().max(3650).nullish(),
    /** Last moment, whatever the grant's day. */
    valid_until: z.iso.datetime({ offset: true }).nullish(),
    /** Most coupons that may ever be granted; none: no limit. */
    grant_limit: grantLimit.nullish(),
  })
  .refine((t) => t.discount.type !== "free_shipping" || t.scope.type === "order", {
    path: ["scope"],
    message: "Free shipping is for the whole order.",
  })

export type CouponTemplateInput = z.infer<typeof couponTemplateInput>

/** What of a template may change later: what it gives is fixed, because people hold it already. */
export const couponTemplateChange = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  grant_limit: grantLimit.nullish(),
  valid_days: z.number().int().positive().max(3650).nullish(),
  valid_until: z.iso.datetime({ offset: true }).nullish(),
})
export type CouponTemplateChange = z.infer<typeof couponTemplateChange>

/** The attribute of the cart's context that lists the templates whose coupons lie on this cart. */
export const TEMPLATES_ATTRIBUTE = "marketing.coupon_templates"

/** The Medusa promotion that computes a template's discount; its one rule asks whether such a coupon lies on the cart. */
export function promotionFor(template: CouponTemplateInput, given: { id: string; code: string }) {
  return {
    code: given.code,
    type: "standard" as const,
    status: "active" as const,
    is_automatic: false,
    rules: [{ attribute: TEMPLATES_ATTRIBUTE, operator: "in" as const, values: [given.id] }],
    application_method: { ...discountOf(template.discount), ...targetOf(template) },
  }
}

function discountOf(discount: CouponTemplateInput["discount"]) {
  if (discount.type === "amount")
    return {
      type: "fixed" as const,
      value: Number(fromMinor(discount.amount, discount.currency)),
      currency_code: discount.currency,
    }
  return { type: "percentage" as const, value: discount.type === "percent" ? discount.percent : 100 }
}

function targetOf({ discount, scope }: CouponTemplateInput) {
  const allocation = "across" as const
  if (discount.type === "free_shipping") return { target_type: "shipping_methods" as const, allocation }
  if (scope.type === "order") return { target_type: "order" as const, allocation }
  const attribute = scope.type === "products" ? "items.product.id" : "items.product.categories.id"
  return {
    target_type: "items" as const,
    allocation,
    target_rules: [{ attribute, operator: "in" as const, values: scope.ids }],
  }
}
