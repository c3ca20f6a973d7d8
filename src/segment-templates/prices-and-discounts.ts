import { defineSegmentTemplate } from "../extension/segment-template"
import { bought, last, neverBought } from "./conditions"
import { amount, lastDays, times } from "./parameters"

const group = { id: "prices-and-discounts", label: { en: "Prices and discounts", zhCN: "价格与折扣" } }
const atLeast = (given: number) => times("times", ["Bought at least", "购买次数不少于"], given)

/** Who needs a discount to buy, and who does not: whatever took something off the price, a coupon or another promotion. */
export const pricesAndDiscounts = [
  defineSegmentTemplate({
    id: "discount-lovers",
    group,
    label: { en: "Discount lovers", zhCN: "优惠偏好客户" },
    explanation: {
      en: "Bought with a discount, by a coupon or another promotion, at least so often.",
      zhCN: "多次享受优惠购买的客户，含优惠券及其他促销。",
    },
    parameters: [lastDays(365), atLeast(2)],
    rule: (values) =>
      bought({ where: { discounted: true }, count: { gte: values.times }, window: last(values.days) }),
  }),
  defineSegmentTemplate({
    id: "full-price-buyers",
    group,
    label: { en: "Buyers at full price", zhCN: "正价买家" },
    explanation: {
      en: "Bought several times, and never with a discount, by whatever promotion or coupon.",
      zhCN: "多次购买且从未享受任何促销或优惠券的客户。",
    },
    parameters: [lastDays(365), atLeast(2)],
    rule: (values) => ({
      all: [
        bought({ count: { gte: values.times }, window: last(values.days) }),
        neverBought({ where: { discounted: true } }),
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
