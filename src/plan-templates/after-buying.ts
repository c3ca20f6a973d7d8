import { way } from "../core/canvas/sketch"
import type { Rule } from "../core/rules/schema"
import { definePlanTemplate } from "../extension/plan-template"
import { cards, ofProducts } from "./cards"
import { coupon, days, points, products } from "./parameters"

const group = { id: "after-buying", label: { en: "After buying", zhCN: "购后关怀" } }
const PURCHASE = { event: "purchase" }
const FIRST = { fact: "purchase.count", op: "eq", value: 1 }
/** Paid or not: the second order is there. */
const ORDERED_TWICE: Rule = {
  any: [
    { fact: "purchase.count", op: "gte", value: 2 },
    { did: "order_placed", count: { gte: 2 } },
  ],
}

/** What makes a second order of a first one. */
export const afterBuying = [
  definePlanTemplate({
    id: "first-order-follow-up",
    group,
    label: { en: "Follow-up of the first order", zhCN: "首单跟进" },
    explanation: {
      en: "Some days after the first order a letter, and later, to those who did not come again, points for the second.",
      zhCN: "首单数日后发送邮件；之后未复购的客户赠送积分，促成第二单。",
    },
    use: {
      en: "The step from one order to two is the one that counts most.",
      zhCN: "从首单到第二单是最关键的一步。",
    },
    category: "marketing",
    type: "triggered",
    parameters: [
      days("days", ["Letter after", "首封邮件"], 5, { max: 90 }),
      days("later", ["Points after another", "之后多久赠送积分"], 21, { max: 180 }),
      points(100),
    ],
    draw: ({ days, later, points: amount }, say) => {
      const { put, mail, wait, filter, points, canvas } = cards(say)
      const bought = put("trigger:did-something", { ...PURCHASE, rule: FIRST })
      const first = mail(
        wait(bought, days, "days"),
        ["How do you like it?", "使用得如何？"],
        [
          "Thank you for your first order. We hope that everything is as you wished.",
          "感谢您的首次下单，希望一切如您所愿。",
        ],
      )
      const again = filter(wait(first, later, "days"), ["Ordered again?", "已再次下单？"], ORDERED_TWICE)
      mail(
        points(way(again, "no"), amount),
        ["A present for your next order", "送您一份下单礼"],
        [
          "You have {{ points.balance }} points. Use them for your second order.",
          "您有 {{ points.balance }} 积分，可用于第二单。",
        ],
      )
      return {
        canvas: canvas(),
        settings: { entry: { limit: { times: 1, per: "plan" }, cool_down_hours: 0 } },
      }
    },
  }),
  definePlanTemplate({
    id: "post-purchase-care",
    group,
    label: { en: "Care after an order", zhCN: "购后关怀" },
    explanation: {
      en: "After every order hints for use, and some weeks later a question whether all is well.",
      zhCN: "每次下单后发送使用提示，数周后再次问候。",
    },
    use: {
      en: "Fewer returns and questions. Narrow it to products that need explaining.",
      zhCN: "减少退货和咨询，适用于需要说明的商品。",
    },
    category: "care",
    type: "triggered",
    parameters: [
      days("days", ["Hints after", "使用提示"], 2, { max: 60 }),
      days("later", ["Question after another", "之后多久问候"], 28, { max: 180 }),
      products,
    ],
    draw: ({ days, later, products }, say) => {
      const { put, mail, wait, canvas } = cards(say)
      const bought = put("trigger:did-something", { ...PURCHASE, ...ofProducts(products) })
      const hints = mail(
        wait(bought, days, "days"),
        ["So you enjoy it for long", "让它陪伴更久"],
        ["Here is how to care for what you bought.", "以下是您所购商品的保养建议。"],
      )
      mail(
        wait(hints, later, "days"),
        ["Is all well?", "一切都好吗？"],
        [
          "Is everything as it should be? Answer this letter if not.",
          "商品使用是否顺利？如有问题请回复此邮件。",
        ],
      )
      return {
        canvas: canvas(),
        settings: { entry: { limit: { times: 1, per: "month" }, cool_down_hours: 0 } },
      }
    },
  }),
  definePlanTemplate({
    id: "review-request",
    group,
    label: { en: "Request for a review", zhCN: "邀请评价" },
    explanation: {
      en: "Some time after an order a request for a review, unless something was given back.",
      zhCN: "下单一段时间后邀请评价；发生退款的客户除外。",
    },
    use: {
      en: "Choose the time so that people have used it. Once a month for each person.",
      zhCN: "请选择客户已使用商品后的时间。每人每月最多一次。",
    },
    category: "care",
    type: "triggered",
    parameters: [days("days", ["Request after", "邀请时间"], 14, { max: 120 })],
    draw: ({ days }, say) => {
      const { put, mail, canvas } = cards(say)
      const bought = put("trigger:did-something", {
        ...PURCHASE,
        wait: { amount: days, unit: "days" },
        unless: { event: "refund" },
      })
      mail(
        bought,
        ["What do you say?", "您觉得怎么样？"],
        ["A few words from you help others to choose.", "您的评价能帮助更多人做出选择。"],
      )
      return {
        canvas: canvas(),
        settings: { entry: { limit: { times: 1, per: "month" }, cool_down_hours: 0 } },
      }
    },
  }),
  definePlanTemplate({
    id: "repurchase",
    group,
    label: { en: "Time to buy again", zhCN: "复购提醒" },
    explanation: {
      en: "When what was bought should be used up, a reminder, counted from the last time that it was bought and paid.",
      zhCN: "商品预计用完时提醒复购，按最近一次已付款的购买计算。",
    },
    use: {
      en: "For what is used up: choose the products, and how long they last.",
      zhCN: "适用于消耗品：请选择商品及其使用周期。",
    },
    category: "marketing",
    type: "triggered",
    parameters: [days("days", ["Used up after", "用完周期"], 30), products, coupon],
    draw: ({ days, products, coupon }, say) => {
      const { put, mail, coupon: give, canvas } = cards(say)
      const bought = put("trigger:did-something", {
        ...PURCHASE,
        ...ofProducts(products),
        // Buying again begins the time anew.
        wait: { amount: days, unit: "days" },
      })
      mail(
        give(bought, coupon),
        ["Nearly used up?", "快用完了吗？"],
        [
          "Order in time, so that you never run out.{% if coupon %} Your code: {{ coupon.code }}{% endif %}",
          "及时补货，安心使用。{% if coupon %}您的优惠码：{{ coupon.code }}{% endif %}",
        ],
      )
      return { canvas: canvas() }
    },
  }),
  definePlanTemplate({
    id: "cross-sell",
    group,
    label: { en: "What goes with it", zhCN: "搭配推荐" },
    explanation: {
      en: "Who bought a product hears of what goes with it, unless they bought something in the meantime.",
      zhCN: "向已购客户推荐搭配商品；期间有购买的客户除外。",
    },
    use: {
      en: "Choose products that clearly belong together, and write the second one into the letter.",
      zhCN: "请选择搭配关系明确的商品，并在邮件中写明推荐商品。",
    },
    category: "marketing",
    type: "triggered",
    parameters: [products, days("days", ["Letter after", "发送时间"], 7, { max: 120 })],
    draw: ({ products, days }, say) => {
      const { put, mail, wait, notBoughtFor, canvas } = cards(say)
      const bought = put("trigger:did-something", { ...PURCHASE, ...ofProducts(products) })
      mail(
        notBoughtFor(wait(bought, days, "days"), days),
        ["Goes well with it", "为您搭配"],
        ["Others who bought the same liked this with it.", "购买了同款的客户也喜欢以下搭配。"],
      )
      return {
        canvas: canvas(),
        settings: { entry: { limit: { times: 1, per: "month" }, cool_down_hours: 0 } },
      }
    },
  }),
]
