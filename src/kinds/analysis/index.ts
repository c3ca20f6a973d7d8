import { z } from "zod"
import { inForm } from "../../extension/form"
import { defineKind } from "../../extension/kind"

const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`

/** Measures what people do after they come past; lets everybody through at once. */
export const analysis = defineKind({
  id: "analysis",
  group: "measure",
  icon: "chart-bar",
  label: { en: "Analysis", zhCN: "效果分析" },
  explanation: {
    en: "Counts who visits, fills a cart and buys after coming past here, and for how much. Nobody waits.",
    zhCN: "统计客户经过此处后的访问、加购、下单及金额。客户不在此停留。",
  },
  settings: z.strictObject({
    window_days: inForm(z.number().int("must be a whole number").min(1).max(90).default(7), {
      label: { en: "For so many days after", zhCN: "统计天数" },
    }),
    product_ids: inForm(z.array(z.string().min(1).max(200)).max(200).optional(), {
      label: { en: "Only these products", zhCN: "仅限这些商品" },
      hint: {
        en: "None: whatever they look at and buy.",
        zhCN: "不选则统计全部商品。",
      },
      control: "products",
    }),
  }),
  summary: ({ window_days, product_ids }) => {
    const some = product_ids?.length ?? 0
    return {
      en: `Measures ${some ? counted(some, "product") : "visits, carts and orders"} for ${counted(window_days, "day")}`,
      zhCN: `统计 ${window_days} 天内的${some ? ` ${some} 个商品` : "访问、加购与订单"}`,
    }
  },
  ports: () => [{ id: "out", label: { en: "Goes on", zhCN: "继续" } }],
  run: () => ({ do: "go", port: "out" }),
})
