import { definePlanTemplate } from "../extension/plan-template"
import { cards } from "./cards"
import { days, number, percent } from "./parameters"

const group = { id: "catalogue-news", label: { en: "Prices and stock", zhCN: "价格与库存" } }
const within = days("days", ["Cart or look within the last", "加购或浏览在最近"], 30)

/** What becomes of a product that people wanted. */
export const catalogueNews = [
  definePlanTemplate({
    id: "price-drop",
    group,
    label: { en: "Price drop", zhCN: "降价提醒" },
    explanation: {
      en: "Who has a product in the cart, or looked at it, hears when it becomes cheaper.",
      zhCN: "商品降价时，通知加购或浏览过的客户。",
    },
    use: {
      en: "A reason to come back that costs no coupon. Everybody hears of their own price.",
      zhCN: "无需优惠券即可召回客户；每位客户只收到自己适用的价格。",
    },
    category: "marketing",
    type: "triggered",
    parameters: [percent("percent", ["Cheaper by at least", "至少降价"], 10), within],
    draw: ({ percent, days }, say) => {
      const { put, mail, canvas } = cards(say)
      const cheaper = put("trigger:price-drop", { percent, within_days: days })
      mail(
        cheaper,
        ["Now cheaper: {{ event.title }}", "降价啦：{{ event.title }}"],
        [
          "{{ event.title }} now costs {{ event.new_price }} {{ event.currency }} instead of {{ event.old_price }}.",
          "{{ event.title }} 现价 {{ event.new_price }} {{ event.currency }}，原价 {{ event.old_price }}。",
        ],
      )
      return { canvas: canvas() }
    },
  }),
  definePlanTemplate({
    id: "back-in-stock",
    group,
    label: { en: "Back in stock", zhCN: "到货通知" },
    explanation: {
      en: "Who waited for something that was sold out hears when there are pieces again.",
      zhCN: "售罄商品重新到货时，通知关注过的客户。",
    },
    use: {
      en: "Few letters, and many of them lead to an order. Send at once: pieces may be few.",
      zhCN: "发送量少但转化率高，建议立即发送。",
    },
    category: "marketing",
    type: "triggered",
    parameters: [within],
    draw: ({ days }, say) => {
      const { put, mail, canvas } = cards(say)
      mail(
        put("trigger:back-in-stock", { within_days: days }),
        ["Back again: {{ event.title }}", "到货了：{{ event.title }}"],
        [
          "{{ event.title }} can be bought again. There are {{ event.available }} pieces.",
          "{{ event.title }} 已到货，现有 {{ event.available }} 件。",
        ],
      )
      return { canvas: canvas() }
    },
  }),
  definePlanTemplate({
    id: "low-stock",
    group,
    label: { en: "Few pieces left", zhCN: "库存紧张" },
    explanation: {
      en: "Who has a product in the cart, or looked at it, hears when it becomes scarce.",
      zhCN: "商品即将售罄时，通知加购或浏览过的客户。",
    },
    use: {
      en: "Only for what is really scarce; nobody hears of the same product twice in two weeks.",
      zhCN: "仅用于真正紧缺的商品；同一商品两周内不重复通知。",
    },
    category: "marketing",
    type: "triggered",
    parameters: [
      number("pieces", ["Pieces left", "剩余件数"], 5, { max: 1000, unit: ["pieces", "件"] }),
      within,
    ],
    draw: ({ pieces, days }, say) => {
      const { put, mail, canvas } = cards(say)
      mail(
        put("trigger:low-stock", { at_most: pieces, within_days: days }),
        [
          "Only {{ event.available }} left: {{ event.title }}",
          "仅剩 {{ event.available }} 件：{{ event.title }}",
        ],
        [
          "{{ event.title }} is nearly sold out. If you want it, now is the time.",
          "{{ event.title }} 即将售罄，喜欢请尽快下单。",
        ],
      )
      return { canvas: canvas() }
    },
  }),
  definePlanTemplate({
    id: "promotion-started",
    group,
    label: { en: "A promotion begins", zhCN: "促销开始" },
    explanation: {
      en: "When a promotion begins, those who wanted one of its products hear of it first.",
      zhCN: "促销开始时，优先通知对相关商品感兴趣的客户。",
    },
    use: {
      en: "Tells only whom it concerns; for everybody use the big sale.",
      zhCN: "仅通知相关客户；面向全体请使用大促预热。",
    },
    category: "marketing",
    type: "triggered",
    parameters: [within],
    draw: ({ days }, say) => {
      const { put, mail, canvas } = cards(say)
      mail(
        put("trigger:promotion-started", { within_days: days }),
        ["What you wanted is on offer", "您关注的商品有优惠啦"],
        ["Something you looked at has become cheaper today.", "您浏览过的商品今日开始优惠。"],
      )
      return { canvas: canvas() }
    },
  }),
]
