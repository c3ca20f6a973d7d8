import { defineSegmentTemplate } from "../extension/segment-template"
import { bought, last, lastBought } from "./conditions"
import { amount, days, lastDays, times } from "./parameters"

const group = { id: "loyalty", label: { en: "Loyalty and value", zhCN: "忠诚与价值" } }

/** People who come again, and people who spend much. */
export const loyalty = [
  defineSegmentTemplate({
    id: "repeat-customers",
    group,
    label: { en: "Repeat customers", zhCN: "复购客户" },
    explanation: {
      en: "Bought at least twice within a time.",
      zhCN: "在一段时间内至少购买两次的客户。",
    },
    parameters: [lastDays(365), times("times", ["Bought at least", "购买次数不少于"], 2, { min: 2 })],
    rule: (values) => bought({ count: { gte: values.times }, window: last(values.days) }),
  }),
  defineSegmentTemplate({
    id: "loyal-customers",
    group,
    label: { en: "Loyal customers", zhCN: "忠实客户" },
    explanation: {
      en: "Bought often within a year, and lately too.",
      zhCN: "一年内多次购买，且近期仍有购买的客户。",
    },
    parameters: [
      lastDays(365),
      times("times", ["Bought at least", "购买次数不少于"], 5, { min: 2 }),
      days("recent", ["Last purchase within", "最近一次购买在"], 90),
    ],
    rule: (values) => ({
      all: [
        bought({ count: { gte: values.times }, window: last(values.days) }),
        lastBought("within_last", { days: values.recent }),
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "high-spenders",
    group,
    label: { en: "High spenders", zhCN: "高消费客户" },
    explanation: {
      en: "Spent much within a time, refunds taken off.",
      zhCN: "在一段时间内消费金额较高（已扣除退款）。",
    },
    parameters: [lastDays(365), amount("amount", ["Spent at least", "消费金额不少于"], 50_000)],
    rule: (values) => {
      const { amount: gte, currency } = values.amount
      return bought({ amount: { gte, currency }, window: last(values.days) })
    },
  }),
  defineSegmentTemplate({
    id: "large-baskets",
    group,
    label: { en: "Large baskets", zhCN: "高客单价客户" },
    explanation: {
      en: "Bought more than once, and for a high amount on average.",
      zhCN: "多次购买且平均订单金额较高。",
    },
    parameters: [
      times("times", ["Bought at least", "购买次数不少于"], 2),
      amount("amount", ["Average order from", "平均订单金额不少于"], 10_000),
    ],
    rule: (values) => {
      const { amount: gte, currency } = values.amount
      return bought({ count: { gte: values.times }, average: { gte, currency } })
    },
  }),
  defineSegmentTemplate({
    id: "recent-big-order",
    group,
    label: { en: "Recent big order", zhCN: "近期大额订单" },
    explanation: {
      en: "One order of theirs was large: thank them in person.",
      zhCN: "近期有单笔大额订单，适合专人致谢与回访。",
    },
    parameters: [lastDays(30), amount("amount", ["One order of at least", "单笔订单不少于"], 20_000)],
    rule: (values) => {
      const { amount: gte, currency } = values.amount
      return bought({ max: { of: "amount", gte, currency }, window: last(values.days) })
    },
  }),
  defineSegmentTemplate({
    id: "long-standing",
    group,
    label: { en: "With us for long", zhCN: "长期客户" },
    explanation: {
      en: "First bought long ago and still buy.",
      zhCN: "很早以前首次购买，至今仍在购买。",
    },
    parameters: [
      days("since", ["First purchase more than", "首次购买早于"], 365),
      days("recent", ["Last purchase within", "最近一次购买在"], 90),
    ],
    rule: (values) => ({
      all: [
        { fact: "purchase.first_at", op: "more_than_ago", value: { days: values.since } },
        lastBought("within_last", { days: values.recent }),
      ],
    }),
  }),
]
