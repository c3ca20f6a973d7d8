import { definePlanTemplate } from "../extension/plan-template"
import { cards } from "./cards"
import { coupon, days, number, points } from "./parameters"

const group = { id: "occasions", label: { en: "Birthdays and occasions", zhCN: "生日与纪念日" } }

/** Days of people's own. */
export const occasions = [
  definePlanTemplate({
    id: "birthday",
    group,
    label: { en: "Birthday", zhCN: "生日祝福" },
    explanation: {
      en: "Points and good wishes on the customer's birthday, or some days before.",
      zhCN: "客户生日当天或提前若干天发送祝福并赠送积分。",
    },
    use: {
      en: "Needs birthdays: ask for them in the account, or import them.",
      zhCN: "需要客户生日信息：可在账户中收集或导入。",
    },
    category: "care",
    type: "triggered",
    parameters: [days("days", ["Days before", "提前天数"], 0, { min: 0, max: 60 }), points(100)],
    draw: ({ days, points: amount }, say) => {
      const { put, mail, points, canvas } = cards(say)
      const day = put("trigger:birthday", { whose: "own", days_before: days })
      mail(
        points(day, amount),
        ["Happy birthday!", "生日快乐！"],
        [
          "All the best! A present waits in your account: {{ points.balance }} points.",
          "祝您生日快乐！账户中已有 {{ points.balance }} 积分作为礼物。",
        ],
      )
      return { canvas: canvas() }
    },
  }),
  definePlanTemplate({
    id: "family-birthday",
    group,
    label: { en: "Birthday of somebody close", zhCN: "亲友生日提醒" },
    explanation: {
      en: "Some days before the birthday of a child, a partner or a pet, ideas for a present.",
      zhCN: "在子女、伴侣或宠物生日前若干天，发送礼物推荐。",
    },
    use: {
      en: "Early enough that the present arrives in time. Needs people's relations.",
      zhCN: "请预留配送时间。需要客户的亲友信息。",
    },
    category: "marketing",
    type: "triggered",
    parameters: [days("days", ["Days before", "提前天数"], 14, { max: 60 }), coupon],
    draw: ({ days, coupon }, say) => {
      const { put, mail, coupon: give, canvas } = cards(say)
      const day = put("trigger:birthday", { whose: "related", days_before: days })
      mail(
        give(day, coupon),
        ["A birthday is coming up", "有位亲友即将过生日"],
        [
          "Have you got a present yet? Here are some ideas.{% if coupon %} With {{ coupon.code }} it costs less.{% endif %}",
          "礼物准备好了吗？我们为您挑选了一些。{% if coupon %}使用 {{ coupon.code }} 可享优惠。{% endif %}",
        ],
      )
      return { canvas: canvas() }
    },
  }),
  definePlanTemplate({
    id: "first-order-anniversary",
    group,
    label: { en: "Anniversary of the first order", zhCN: "首单周年" },
    explanation: {
      en: "Every year on the day of the first order, thanks and points.",
      zhCN: "每年首单纪念日致谢并赠送积分。",
    },
    use: {
      en: "A friendly reason to write; it reaches people who have not come for a long time, too.",
      zhCN: "友好的联系理由，也能触达久未光顾的客户。",
    },
    category: "care",
    type: "triggered",
    parameters: [points(150)],
    draw: ({ points: amount }, say) => {
      const { put, mail, points, canvas } = cards(say)
      const day = put("trigger:anniversary", { of: "first_purchase" })
      mail(
        points(day, amount),
        ["On this day you came to us first", "一周年快乐"],
        [
          "Thank you for staying with us. You have {{ points.balance }} points.",
          "感谢一路相伴，您现有 {{ points.balance }} 积分。",
        ],
      )
      return { canvas: canvas() }
    },
  }),
  definePlanTemplate({
    id: "points-expiring",
    group,
    label: { en: "Points are about to expire", zhCN: "积分即将过期" },
    explanation: {
      en: "Who has points that run out within a month is told in time.",
      zhCN: "提醒积分将在一个月内过期的客户。",
    },
    use: {
      en: "Points that were used bring an order; points that just vanished bring a complaint.",
      zhCN: "及时使用的积分带来订单，悄然过期的积分带来投诉。",
    },
    category: "notice",
    type: "triggered",
    parameters: [
      number("points", ["At least so many points", "至少积分"], 50, {
        max: 1_000_000,
        unit: ["points", "积分"],
      }),
    ],
    draw: ({ points }, say) => {
      const { put, mail, canvas } = cards(say)
      mail(
        put("trigger:points-expiring", { within_days: 30, at_least: points }),
        ["Your points are about to expire", "您的积分即将过期"],
        [
          "You have {{ points.balance }} points. Some of them run out soon.",
          "您有 {{ points.balance }} 积分，其中部分即将过期。",
        ],
      )
      return { canvas: canvas() }
    },
  }),
  definePlanTemplate({
    id: "coupon-expiring",
    group,
    label: { en: "A coupon is about to expire", zhCN: "优惠券即将过期" },
    explanation: {
      en: "Some days before a coupon runs out that was not used, a reminder.",
      zhCN: "未使用的优惠券到期前若干天提醒客户。",
    },
    use: {
      en: "Costs nothing beyond the coupon that was given already.",
      zhCN: "除已发放的优惠券外没有额外成本。",
    },
    category: "marketing",
    type: "triggered",
    parameters: [days("days", ["Days before", "提前天数"], 3, { max: 60 }), coupon],
    draw: ({ days, coupon }, say) => {
      const { put, mail, canvas } = cards(say)
      const [template] = coupon
      mail(
        put("trigger:coupon-expiring", { days_before: days, ...(template ? { template } : {}) }),
        ["Your coupon is about to expire", "您的优惠券即将过期"],
        ["Use it before it is gone: you find it in your account.", "请在过期前使用，可在账户中查看。"],
      )
      return { canvas: canvas() }
    },
  }),
]
