import { defineSegmentTemplate } from "../extension/segment-template"
import { bought, last, neverBought } from "./conditions"
import { amount, days, lastDays, things, times } from "./parameters"

const group = { id: "products", label: { en: "Products and categories", zhCN: "商品与品类" } }
const products = things("products", "product", ["Products", "商品"])

/** What people bought, and what goes with it. */
export const productsAndCategories = [
  defineSegmentTemplate({
    id: "repurchase-due",
    group,
    label: { en: "Repurchase due", zhCN: "到期复购提醒" },
    explanation: {
      en: "Bought one of these products so long ago that it should be used up by now, and not since.",
      zhCN: "购买指定商品已到消耗周期，且之后未再购买。",
    },
    parameters: [
      products,
      days("cycle", ["Lasts for", "可用天数"], 30),
      days("span", ["Due for no more than", "到期不超过"], 30),
    ],
    rule: (values) => {
      const where = { product_id: { in: values.products } }
      return {
        all: [
          bought({ where, window: last(values.cycle + values.span) }),
          neverBought({ where, window: last(values.cycle) }),
        ],
      }
    },
  }),
  defineSegmentTemplate({
    id: "category-cross-sell",
    group,
    label: { en: "Bought X, never Y", zhCN: "品类交叉销售" },
    explanation: {
      en: "Bought from some categories, and never from others that go well with them.",
      zhCN: "购买过某些分类，但从未购买与之搭配的其他分类。",
    },
    parameters: [
      things("bought", "category", ["Bought from", "购买过的分类"]),
      things("never", "category", ["Never from", "从未购买的分类"]),
      lastDays(365),
    ],
    rule: (values) => ({
      all: [
        bought({ where: { category_id: { in: values.bought } }, window: last(values.days) }),
        neverBought({ where: { category_id: { in: values.never } } }),
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "product-cross-sell",
    group,
    label: { en: "Bought a product, not its companion", zhCN: "商品搭配推荐" },
    explanation: {
      en: "Bought one of these products, and never one of those that belong to it.",
      zhCN: "购买过指定商品，但从未购买其搭配商品。",
    },
    parameters: [
      things("bought", "product", ["Bought", "购买过的商品"]),
      things("never", "product", ["Never", "从未购买的商品"]),
    ],
    rule: (values) => ({
      all: [
        bought({ where: { product_id: { in: values.bought } } }),
        neverBought({ where: { product_id: { in: values.never } } }),
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "product-fans",
    group,
    label: { en: "Fans of a product", zhCN: "商品粉丝" },
    explanation: {
      en: "Bought the same products again and again: offer larger packs, or news first.",
      zhCN: "反复购买指定商品，可推荐大包装或新品优先。",
    },
    parameters: [products, times("times", ["Bought at least", "购买次数不少于"], 3)],
    rule: (values) =>
      bought({ where: { product_id: { in: values.products } }, count: { gte: values.times } }),
  }),
  defineSegmentTemplate({
    id: "category-spenders",
    group,
    label: { en: "Spend much in a category", zhCN: "品类高消费客户" },
    explanation: {
      en: "Spent much in these categories; of their orders only what belongs to them counts.",
      zhCN: "在指定分类中消费较高，仅计算订单中属于这些分类的金额。",
    },
    parameters: [
      things("categories", "category", ["Categories", "分类"]),
      lastDays(365),
      amount("amount", ["Spent at least", "消费金额不少于"], 20_000),
    ],
    rule: (values) => {
      const { amount: gte, currency } = values.amount
      return bought({
        where: { category_id: { in: values.categories } },
        amount: { gte, currency },
        window: last(values.days),
      })
    },
  }),
]
