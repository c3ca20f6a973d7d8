import { defineSegmentTemplate } from "../extension/segment-template"
import { bought, last, never, neverBought } from "./conditions"
import { lastDays, things } from "./parameters"

const group = { id: "channels", label: { en: "Channels and consent", zhCN: "渠道与同意" } }
const agreed = { fact: "consent.email", op: "is", value: "yes" }

/** Where people buy, and by what they may be reached. */
export const channels = [
  defineSegmentTemplate({
    id: "channel-a-not-b",
    group,
    label: { en: "Buy in channel A, never in B", zhCN: "渠道 A 购买、渠道 B 未购买" },
    explanation: {
      en: "Bought through one sales channel and never through another: show them the other one.",
      zhCN: "在某销售渠道购买过，但从未在另一渠道购买。",
    },
    parameters: [
      things("bought", "sales_channel", ["Bought in", "购买过的渠道"]),
      things("never", "sales_channel", ["Never in", "从未购买的渠道"]),
    ],
    rule: (values) => ({
      all: [
        bought({ where: { sales_channel_id: { in: values.bought } } }),
        neverBought({ where: { sales_channel_id: { in: values.never } } }),
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "subscribers-never-ordered",
    group,
    label: { en: "Subscribers who never ordered", zhCN: "订阅未下单" },
    explanation: {
      en: "Agreed to e-mail and never ordered: they want to hear from us.",
      zhCN: "同意接收邮件但从未下单，愿意接收信息。",
    },
    parameters: [],
    rule: () => ({ all: [agreed, never("order_placed")] }),
  }),
  defineSegmentTemplate({
    id: "subscribers-without-purchase",
    group,
    label: { en: "Subscribers without a purchase lately", zhCN: "订阅近期未购买" },
    explanation: {
      en: "Agreed to e-mail and bought nothing for a while.",
      zhCN: "同意接收邮件，但近期没有购买。",
    },
    parameters: [lastDays(90)],
    rule: (values) => ({ all: [agreed, neverBought({ window: last(values.days) })] }),
  }),
  defineSegmentTemplate({
    id: "buyers-without-consent",
    group,
    label: { en: "Buyers without consent", zhCN: "未订阅的买家" },
    explanation: {
      en: "Bought lately, but never agreed to e-mail: ask them in the shop or on the invoice.",
      zhCN: "近期有购买但未同意接收邮件，可在店内或账单中征求同意。",
    },
    parameters: [lastDays(365)],
    rule: (values) => ({ all: [bought({ window: last(values.days) }), { not: { any: [agreed] } }] }),
  }),
]
