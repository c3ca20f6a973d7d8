import { defineSegmentTemplate } from "../extension/segment-template"
import { bought, did, last, never, neverBought } from "./conditions"
import { days, lastDays } from "./parameters"

const group = { id: "newcomers", label: { en: "Newcomers", zhCN: "新客" } }

/** People at the beginning: known, perhaps with a first order. */
export const newcomers = [
  defineSegmentTemplate({
    id: "new-without-order",
    group,
    label: { en: "New, without an order", zhCN: "新客未下单" },
    explanation: {
      en: "Became customers lately and have not ordered anything yet: help them to the first order.",
      zhCN: "近期成为客户但尚未下单，适合做首单转化。",
    },
    parameters: [days("days", ["Became a customer in the last", "成为客户时间在最近"], 30)],
    rule: (values) => ({
      all: [
        { fact: "profile.became_customer_at", op: "within_last", value: { days: values.days } },
        never("order_placed"),
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "account-never-bought",
    group,
    label: { en: "Account for long, never bought", zhCN: "老注册从未购买" },
    explanation: {
      en: "Made an account some time ago and never bought.",
      zhCN: "注册已久但从未购买的会员。",
    },
    parameters: [days("days", ["Customer for more than", "成为客户超过"], 30)],
    rule: (values) => ({
      all: [
        { fact: "profile.has_account", op: "is", value: true },
        { fact: "profile.became_customer_at", op: "more_than_ago", value: { days: values.days } },
        neverBought(),
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "first-order",
    group,
    label: { en: "First order just now", zhCN: "首购客户" },
    explanation: {
      en: "Bought for the first time lately, and once only so far: the best moment to lead to a second order.",
      zhCN: "近期首次购买且只购买过一次，是引导复购的最佳时机。",
    },
    parameters: [days("days", ["First purchase in the last", "首次购买在最近"], 30)],
    rule: (values) => ({
      all: [
        { fact: "purchase.count", op: "eq", value: 1 },
        { fact: "purchase.first_at", op: "within_last", value: { days: values.days } },
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "ordered-not-paid",
    group,
    label: { en: "Ordered, never paid", zhCN: "下单未付款" },
    explanation: {
      en: "Placed an order lately, but nothing they ordered was ever paid for.",
      zhCN: "近期下过单，但从未完成付款。",
    },
    parameters: [lastDays(14)],
    rule: (values) => ({ all: [did("order_placed", { window: last(values.days) }), neverBought()] }),
  }),
  defineSegmentTemplate({
    id: "guest-buyers",
    group,
    label: { en: "Guests who bought", zhCN: "未注册的买家" },
    explanation: {
      en: "Bought lately without an account: invite them to make one.",
      zhCN: "近期以游客身份购买，可邀请注册账号。",
    },
    parameters: [lastDays(180)],
    rule: (values) => ({
      all: [{ fact: "profile.has_account", op: "is", value: false }, bought({ window: last(values.days) })],
    }),
  }),
]
