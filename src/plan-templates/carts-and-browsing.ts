import { definePlanTemplate } from "../extension/plan-template"
import { cards } from "./cards"
import { coupon, days, hours } from "./parameters"

const group = { id: "carts-and-browsing", label: { en: "Carts and browsing", zhCN: "购物车与浏览" } }
const ONCE_A_WEEK = { entry: { limit: { times: 1, per: "week" as const }, cool_down_hours: 0 } }

/** People who wanted something and did not buy it yet. */
export const cartsAndBrowsing = [
  definePlanTemplate({
    id: "abandoned-cart",
    group,
    label: { en: "Abandoned cart", zhCN: "购物车挽回" },
    explanation: {
      en: "Some hours after a cart was left, a reminder; later, to those who still did not buy, a second letter, with a coupon where one is chosen.",
      zhCN: "放弃购物车数小时后发送提醒；一段时间后仍未购买的，再次发送邮件，可附优惠券。",
    },
    use: {
      en: "The first plan to have: it speaks to people who were about to buy. Leave the coupon out while the reminder alone does.",
      zhCN: "建议首先启用：面向即将下单的客户。若仅提醒已有效，可不使用优惠券。",
    },
    category: "marketing",
    type: "triggered",
    parameters: [
      hours("hours", ["Reminder after", "提醒时间"], 2),
      days("days", ["Second letter after", "第二封间隔"], 1, { max: 30 }),
      coupon,
    ],
    draw: ({ hours, days, coupon }, say) => {
      const { put, mail, wait, notBought, coupon: give, goal, canvas } = cards(say)
      const left = put("trigger:did-something", {
        event: "cart_open",
        wait: { amount: hours, unit: "hours" },
        unless: { event: "order_placed" },
      })
      const first = mail(
        left,
        ["Still in your cart", "您的购物车还在等您"],
        ["What you chose is still there for you.", "您挑选的商品仍为您保留。"],
      )
      const still = notBought(wait(first, days, "days"))
      mail(
        give(still, coupon),
        ["Shall we help you decide?", "需要一点帮助吗？"],
        [
          "{% if coupon %}With the code {{ coupon.code }} it costs less.{% else %}Write to us if a question is open.{% endif %}",
          "{% if coupon %}使用优惠码 {{ coupon.code }} 可享优惠。{% else %}如有疑问，欢迎联系我们。{% endif %}",
        ],
      )
      goal(1)
      return { canvas: canvas(), settings: ONCE_A_WEEK }
    },
  }),
  definePlanTemplate({
    id: "abandoned-checkout",
    group,
    label: { en: "Abandoned checkout", zhCN: "结账未完成挽回" },
    explanation: {
      en: "Who began to check out and did not order within the hour gets one letter that offers help.",
      zhCN: "开始结账但未在规定时间内下单的客户，收到一封提供帮助的邮件。",
    },
    use: {
      en: "Finds out what is in the way: delivery cost, payment, a question. Answer the replies.",
      zhCN: "了解客户遇到的障碍：运费、支付或疑问，请及时回复。",
    },
    category: "care",
    type: "triggered",
    parameters: [hours("hours", ["Letter after", "发送时间"], 1)],
    draw: ({ hours }, say) => {
      const { put, mail, canvas } = cards(say)
      const begun = put("trigger:did-something", {
        event: "checkout_started",
        wait: { amount: hours, unit: "hours" },
        unless: { event: "order_placed" },
      })
      mail(
        begun,
        ["Did something go wrong?", "结账时遇到问题了吗？"],
        [
          "You were about to order. If something was in the way, answer this letter and we help.",
          "您即将完成下单。如遇到任何问题，回复此邮件，我们将为您解决。",
        ],
      )
      return { canvas: canvas(), settings: ONCE_A_WEEK }
    },
  }),
  definePlanTemplate({
    id: "browse-abandonment",
    group,
    label: { en: "Browse abandonment", zhCN: "浏览未购" },
    explanation: {
      en: "Who looked at a product and bought nothing since hears of it again the next day.",
      zhCN: "浏览商品后未购买的客户，次日再次收到提醒。",
    },
    use: {
      en: "Gives nothing away, since any browser can claim a view. Once a week for each person.",
      zhCN: "浏览行为可被伪造，因此不发放权益。每人每周最多一次。",
    },
    category: "marketing",
    type: "triggered",
    parameters: [hours("hours", ["Letter after", "发送时间"], 24)],
    draw: ({ hours }, say) => {
      const { put, mail, goal, canvas } = cards(say)
      const looked = put("trigger:did-something", {
        event: "product_viewed",
        wait: { amount: hours, unit: "hours" },
        unless: { event: "order_placed" },
      })
      mail(
        looked,
        ["Worth a second look", "再看一眼？"],
        ["You looked at something in our shop. It is still there.", "您浏览过的商品仍在店中等您。"],
      )
      goal(1)
      return { canvas: canvas(), settings: ONCE_A_WEEK }
    },
  }),
]
