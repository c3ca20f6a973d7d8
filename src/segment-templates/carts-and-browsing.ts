import { defineSegmentTemplate } from "../extension/segment-template"
import { did, last, never, neverBought } from "./conditions"
import { amount, days, hours, lastDays, things, times } from "./parameters"

const group = { id: "carts-and-browsing", label: { en: "Carts and browsing", zhCN: "购物车与浏览" } }

/** People who want something and have not bought it yet. */
export const cartsAndBrowsing = [
  defineSegmentTemplate({
    id: "cart-abandoners",
    group,
    label: { en: "Cart abandoners", zhCN: "购物车弃购" },
    explanation: {
      en: "Left something in an open cart and did not order within some hours after they last changed it.",
      zhCN: "购物车中有商品，且最后一次修改后数小时内未下单。",
    },
    parameters: [
      days("days", ["Cart changed in the last", "购物车修改在最近"], 7),
      hours("hours", ["No order within", "之后未下单时间"], 4),
    ],
    rule: (values) =>
      did("cart_open", {
        window: last(values.days),
        not_then: { did: "order_placed" },
        within: { hours: values.hours },
      }),
  }),
  defineSegmentTemplate({
    id: "valuable-carts",
    group,
    label: { en: "Valuable carts", zhCN: "高额购物车" },
    explanation: {
      en: "Have goods of a high value in open carts.",
      zhCN: "购物车中商品金额较高的客户。",
    },
    parameters: [
      days("days", ["Cart changed in the last", "购物车修改在最近"], 30),
      amount("amount", ["Worth at least", "金额不少于"], 10_000),
    ],
    rule: (values) => {
      const { amount: gte, currency } = values.amount
      return did("cart_open", { amount: { gte, currency }, window: last(values.days) })
    },
  }),
  defineSegmentTemplate({
    id: "product-in-cart",
    group,
    label: { en: "A product in the cart", zhCN: "购物车含指定商品" },
    explanation: {
      en: "Have one of these products in an open cart: tell them about stock, price or delivery.",
      zhCN: "购物车中有指定商品，可告知库存、价格或配送信息。",
    },
    parameters: [things("products", "product", ["Products", "商品"])],
    rule: (values) => did("cart_open", { where: { product_id: { in: values.products } } }),
  }),
  defineSegmentTemplate({
    id: "checkout-abandoners",
    group,
    label: { en: "Checkout abandoners", zhCN: "结账未完成" },
    explanation: {
      en: "Began to check out and placed no order after it.",
      zhCN: "已开始结账但之后未下单。",
    },
    parameters: [lastDays(7)],
    rule: (values) =>
      did("checkout_started", { window: last(values.days), not_then: { did: "order_placed" } }),
  }),
  defineSegmentTemplate({
    id: "browsers-without-cart",
    group,
    label: { en: "Browsers without a cart", zhCN: "浏览未加购" },
    explanation: {
      en: "Looked at several products, but have nothing in the cart and ordered nothing.",
      zhCN: "浏览了多个商品，但未加入购物车也未下单。",
    },
    parameters: [lastDays(7), times("times", ["Viewed products at least", "浏览次数不少于"], 3)],
    rule: (values) => ({
      all: [
        did("product_viewed", { count: { gte: values.times }, window: last(values.days) }),
        { fact: "cart.open", op: "is", value: false },
        never("order_placed", { window: last(values.days) }),
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "window-shoppers",
    group,
    label: { en: "Window shoppers", zhCN: "常逛不买" },
    explanation: {
      en: "Came back on several days to look at products and never bought.",
      zhCN: "多日浏览商品但从未购买。",
    },
    parameters: [
      lastDays(30),
      days("different", ["Viewed on different days, at least", "浏览天数不少于"], 3),
    ],
    rule: (values) => ({
      all: [
        did("product_viewed", { days: { gte: values.different }, window: last(values.days) }),
        neverBought(),
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "viewed-not-bought",
    group,
    label: { en: "Viewed a product, did not buy it", zhCN: "浏览指定商品未购买" },
    explanation: {
      en: "Looked at one of these products and did not buy any of them in the same time.",
      zhCN: "浏览过指定商品，但同期未购买其中任何一个。",
    },
    parameters: [lastDays(14), things("products", "product", ["Products", "商品"])],
    rule: (values) => {
      const asked = { where: { product_id: { in: values.products } }, window: last(values.days) }
      return { all: [did("product_viewed", asked), neverBought(asked)] }
    },
  }),
  defineSegmentTemplate({
    id: "searched-not-bought",
    group,
    label: { en: "Searched, did not buy", zhCN: "搜索未购买" },
    explanation: {
      en: "Searched in the shop and bought nothing in the same time: perhaps they did not find it.",
      zhCN: "在店内搜索但同期未购买，可能没有找到想要的商品。",
    },
    parameters: [lastDays(14), times("times", ["Searched at least", "搜索次数不少于"], 2)],
    rule: (values) => ({
      all: [
        did("searched", { count: { gte: values.times }, window: last(values.days) }),
        neverBought({ window: last(values.days) }),
      ],
    }),
  }),
]
