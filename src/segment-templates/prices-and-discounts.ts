import { defineSegmentTemplate } from "../extension/segment-template"
import { bought, last } from "./conditions"
import { amount, lastDays, times } from "./parameters"

const group = { id: "prices-and-discounts", label: { en: "Prices and discounts", zhCN: "价格与折扣" } }
const atLeast = (given: number) => times("times", ["Bought at least", "购买次数不少于"], given)

/** Who needs a discount to buy, and who does not. Coupons of this plugin count; other promotions are no rule field. */
export const pricesAndDiscounts = [
  defineSegmentTemplate({
    id: "discount-lovers",
    group,
    label: { en: "Discount lovers", zhCN: "优惠偏好客户" },
    explanation: {
      en: "Bought lately and used a coupon before. Only coupons granted here count, not other promotions.",
      zhCN: "近期有购买且使用过优惠券。仅统计在此发放的优惠券，不含其他促销。",
    },
    parameters: [lastDays(365), atLeast(1)],
    rule: (values) => ({
      all: [
        bought({ count: { gte: values.times }, window: last(values.days) }),
        { holds: "coupon", state: "used" },
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "full-price-buyers",
    group,
    label: { en: "Buyers at full price", zhCN: "正价买家" },
    explanation: {
      en: "Bought several times and never used a coupon. Only coupons granted here count, not other promotions.",
      zhCN: "多次购买且从未使用优惠券。仅统计在此发放的优惠券，不含其他促销。",
    },
    parameters: [lastDays(365), atLeast(2)],
    rule: (values) => ({
      all: [
        bought({ count: { gte: values.times }, window: last(values.days) }),
        { not: { any: [{ holds: "coupon", state: "used" }] } },
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "price-sensitive",
    group,
    label: { en: "Small baskets", zhCN: "价格敏感客户" },
    explanation: {
      en: "Bought several times, but for small amounts on average.",
      zhCN: "多次购买但平均订单金额较低。",
    },
    parameters: [atLeast(2), amount("amount", ["Average order up to", "平均订单金额不超过"], 3_000)],
    rule: (values) => {
      const { amount: lte, currency } = values.amount
      return bought({ count: { gte: values.times }, average: { lte, currency } })
    },
  }),
]
