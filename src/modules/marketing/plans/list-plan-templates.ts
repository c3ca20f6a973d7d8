import type { Canvas } from "../../../core/canvas/schema"
import { type WizardInput, wizardCanvas } from "../../../core/canvas/wizard"
import type { Comparison, Rule, Window } from "../../../core/rules/schema"
import type { Labels } from "../../../extension/labels"
import type { Registry } from "../../../extension/registry"
import type { Plan } from "./plan"

/** A ready plan: a start that one changes, made of nothing that one could not draw oneself. */
export type PlanTemplate = {
  id: string
  label: Labels
  explanation: Labels
  category: Plan["category"]
  canvas: Canvas
  /** Kinds it uses that this store has not. */
  missing_kinds: string[]
}

const letter = (subject: string, text: string) => ({
  channel: "email",
  content: {
    subject,
    html: `<p>Dear {{ customer.first_name | default: "customer" }},</p><p>${text}</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>`,
  },
})

const never = (window?: Window): Rule => ({
  did: "purchase",
  count: { eq: 0 },
  ...(window ? { window } : {}),
})
const bought = (count: Comparison, window?: Window): Rule => ({
  did: "purchase",
  count,
  ...(window ? { window } : {}),
})

type Ready = Omit<PlanTemplate, "canvas" | "missing_kinds"> & { wizard: WizardInput }

const READY: Ready[] = [
  {
    id: "win-back",
    label: { en: "Win back", zhCN: "流失挽回" },
    explanation: {
      en: "Customers who bought before, but not in the last 60 days, get points and a mail.",
      zhCN: "曾购买但最近 60 天未复购的客户，赠送积分并发送邮件。",
    },
    category: "marketing",
    wizard: {
      rule: { all: [bought({ gte: 1 }), never({ last: { days: 60 } })] },
      benefits: [{ id: "points", settings: { amount: 200, expires_in_days: 30 } }],
      message: letter(
        "We miss you",
        "It has been a while. We put 200 points into your account; they are yours for 30 days.",
      ),
    },
  },
  {
    id: "first-order",
    label: { en: "First order", zhCN: "首单转化" },
    explanation: {
      en: "Customers of the last 30 days who have not ordered yet; two mails against each other.",
      zhCN: "最近 30 天注册但未下单的客户，两种邮件对比测试。",
    },
    category: "marketing",
    wizard: {
      rule: {
        all: [
          { fact: "profile.became_customer_at", op: "within_last", value: { days: 30 } },
          { did: "order_placed", count: { eq: 0 } },
        ],
      },
      split: [
        {
          name: "Help",
          share: 50,
          message: letter("Can we help?", "Tell us what you are looking for, and we find it for you."),
        },
        {
          name: "Favourites",
          share: 50,
          message: letter("What others love", "Have a look at what our customers order most."),
        },
      ],
    },
  },
  {
    id: "loyal-thanks",
    label: { en: "Thank the loyal", zhCN: "感谢忠实客户" },
    explanation: {
      en: "Customers with five purchases or more within a year get points, a tag and thanks.",
      zhCN: "一年内购买五次及以上的客户，赠送积分、打标签并致谢。",
    },
    category: "care",
    wizard: {
      rule: { all: [bought({ gte: 5 }, { last: { days: 365 } })] },
      benefits: [{ id: "points", settings: { amount: 500 } }],
      message: letter("Thank you", "You are one of our best customers. We put 500 points into your account."),
      add_tags: ["loyal"],
    },
  },
]

/** The gallery, with what this store lacks for each. */
export const listPlanTemplates =
  ({ registry }: { registry: Registry }) =>
  async (): Promise<PlanTemplate[]> =>
    READY.map(({ wizard, ...ready }) => {
      const canvas = wizardCanvas(wizard)
      const missing = canvas.nodes.map((node) => node.kind).filter((kind) => !registry.kinds.has(kind))
      return { ...ready, canvas, missing_kinds: [...new Set(missing)] }
    })
