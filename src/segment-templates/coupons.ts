import { defineSegmentTemplate } from "../extension/segment-template"
import { lastBought } from "./conditions"
import { days, things } from "./parameters"

const group = { id: "coupons", label: { en: "Coupons", zhCN: "优惠券" } }

/** What people hold of ours. */
export const coupons = [
  defineSegmentTemplate({
    id: "coupon-unused",
    group,
    label: { en: "Coupon not used yet", zhCN: "优惠券未使用" },
    explanation: {
      en: "Hold a coupon they can still use, of whatever kind.",
      zhCN: "持有任意一张仍可使用的优惠券。",
    },
    parameters: [],
    rule: () => ({ holds: "coupon", state: "usable" }),
  }),
  defineSegmentTemplate({
    id: "this-coupon-unused",
    group,
    label: { en: "One certain coupon not used yet", zhCN: "指定优惠券未使用" },
    explanation: {
      en: "Hold a coupon of this template that they can still use.",
      zhCN: "持有指定模板的可用优惠券。",
    },
    parameters: [things("coupon", "coupon_template", ["Coupon template", "优惠券模板"], { max: 1 })],
    rule: (values) => ({ holds: "coupon", state: "usable", template: values.coupon[0] }),
  }),
  defineSegmentTemplate({
    id: "coupon-expiring",
    group,
    label: { en: "Coupon about to expire", zhCN: "优惠券即将过期" },
    explanation: {
      en: "Hold a usable coupon that runs out within the next days: remind them.",
      zhCN: "持有的可用优惠券将在几天内过期，可发送提醒。",
    },
    parameters: [days("days", ["Expires within the next", "过期时间在未来"], 7)],
    rule: (values) => ({ holds: "coupon", state: "usable", expires_within: { days: values.days } }),
  }),
  defineSegmentTemplate({
    id: "coupon-ran-out",
    group,
    label: { en: "Let a coupon run out, still buying", zhCN: "优惠券过期未用的买家" },
    explanation: {
      en: "Bought lately although they let a coupon run out unused: they may not need one.",
      zhCN: "优惠券过期未用但近期仍有购买，可能不需要优惠即可成交。",
    },
    parameters: [days("recent", ["Last purchase within", "最近一次购买在"], 90)],
    rule: (values) => ({
      all: [{ holds: "coupon", state: "expired" }, lastBought("within_last", { days: values.recent })],
    }),
  }),
]
