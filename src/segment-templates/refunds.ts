import { defineSegmentTemplate } from "../extension/segment-template"
import { did, last } from "./conditions"
import { lastDays, times } from "./parameters"

const group = { id: "refunds", label: { en: "Refunds", zhCN: "退款" } }

/** People who got money back. */
export const refunds = [
  defineSegmentTemplate({
    id: "refunders",
    group,
    label: { en: "Refunded often", zhCN: "多次退款" },
    explanation: {
      en: "Got money back several times: leave them out of offers, or ask what is wrong.",
      zhCN: "多次退款，可从优惠活动中排除或了解原因。",
    },
    parameters: [lastDays(365), times("times", ["Refunded at least", "退款次数不少于"], 2)],
    rule: (values) => did("refund", { count: { gte: values.times }, window: last(values.days) }),
  }),
  defineSegmentTemplate({
    id: "refunded-and-gone",
    group,
    label: { en: "Refunded, not back since", zhCN: "退款后未再购买" },
    explanation: {
      en: "Got money back and bought nothing after it: make it good again.",
      zhCN: "退款后没有再次购买，适合做服务补救。",
    },
    parameters: [lastDays(180)],
    rule: (values) => did("refund", { window: last(values.days), not_then: { did: "purchase" } }),
  }),
]
