import { z } from "zod"
import { defineBenefit } from "../../extension/benefit"

const settings = z.strictObject({
  /** A coupon template of this store. */
  template_id: z.string().min(1),
})

/** A coupon straight into the customer's account: personal, for one use. */
export const coupon = defineBenefit<z.infer<typeof settings>>({
  id: "coupon",
  icon: "receipt-percent",
  label: { en: "Coupon", zhCN: "优惠券" },
  explanation: {
    en: "Puts a coupon of a template into the customer's account; only they can use it, once.",
    zhCN: "将模板中的优惠券直接发放到客户账户，仅限本人使用一次。",
  },
  settings,
  summary: ({ template_id }) => ({
    en: `Grants a coupon of ${template_id}`,
    zhCN: `发放优惠券 ${template_id}`,
  }),
  check: ({ settings, path, exists }) =>
    exists("coupon_template", settings.template_id)
      ? []
      : [
          {
            code: "benefit/no-coupon-template",
            path: `${path}.template_id`,
            message: `There is no coupon template ${settings.template_id}.`,
            hint: "Choose one of the store's coupon templates.",
          },
        ],
  grant: ({ template_id }) => [{ type: "coupon", template_id }],
})
