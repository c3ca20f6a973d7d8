import { defineSegmentTemplate } from "../extension/segment-template"
import { bought, lastBought, lastBoughtAround } from "./conditions"
import { amount, days, times } from "./parameters"

const group = { id: "winning-back", label: { en: "Winning back", zhCN: "流失挽回" } }

const quiet = (given: number) => days("quiet", ["No purchase for", "未购买天数"], given)
const span = (given: number) => days("span", ["Bought in the time before that", "此前有购买的时段"], given)

/** People who bought and then stopped. */
export const winningBack = [
  defineSegmentTemplate({
    id: "at-risk",
    group,
    label: { en: "At risk", zhCN: "流失预警" },
    explanation: {
      en: "Bought not so long ago, but not in the last 60 days: easier to keep than to win back.",
      zhCN: "之前有购买，但已 60 天未复购，此时挽留成本最低。",
    },
    parameters: [quiet(60), span(120)],
    rule: (values) => ({ all: lastBoughtAround(values.quiet, values.span) }),
  }),
  defineSegmentTemplate({
    id: "lapsed",
    group,
    label: { en: "Lapsed", zhCN: "流失客户" },
    explanation: {
      en: "Have not bought for half a year, but within the half year before it.",
      zhCN: "已半年未购买，但在更早的半年内有购买。",
    },
    parameters: [quiet(180), span(185)],
    rule: (values) => ({ all: lastBoughtAround(values.quiet, values.span) }),
  }),
  defineSegmentTemplate({
    id: "sleeping",
    group,
    label: { en: "Sleeping", zhCN: "沉睡客户" },
    explanation: {
      en: "Bought once upon a time, and nothing for more than a year.",
      zhCN: "曾经购买，但已超过一年没有任何购买。",
    },
    parameters: [quiet(365)],
    rule: (values) => lastBought("more_than_ago", { days: values.quiet }),
  }),
  defineSegmentTemplate({
    id: "one-time-buyers",
    group,
    label: { en: "One-time buyers", zhCN: "只购买过一次" },
    explanation: {
      en: "Bought exactly once, and the second order is overdue.",
      zhCN: "只购买过一次，且已到应复购的时间。",
    },
    parameters: [quiet(45)],
    rule: (values) => ({
      all: [
        { fact: "purchase.count", op: "eq", value: 1 },
        lastBought("more_than_ago", { days: values.quiet }),
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "lost-regulars",
    group,
    label: { en: "Regulars who stopped", zhCN: "停购的老客户" },
    explanation: {
      en: "Bought several times in all, and nothing lately: find out what happened.",
      zhCN: "累计多次购买但近期停购，值得了解原因。",
    },
    parameters: [times("times", ["Bought at least", "购买次数不少于"], 3), quiet(90)],
    rule: (values) => ({
      all: [
        { fact: "purchase.count", op: "gte", value: values.times },
        lastBought("more_than_ago", { days: values.quiet }),
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "lost-high-spenders",
    group,
    label: { en: "High spenders who stopped", zhCN: "停购的高消费客户" },
    explanation: {
      en: "Spent much in all, and nothing lately: worth a call.",
      zhCN: "累计消费较高但近期停购，值得专人回访。",
    },
    parameters: [amount("amount", ["Spent at least", "累计消费不少于"], 50_000), quiet(90)],
    rule: (values) => {
      const { amount: gte, currency } = values.amount
      return {
        all: [bought({ amount: { gte, currency } }), lastBought("more_than_ago", { days: values.quiet })],
      }
    },
  }),
]
