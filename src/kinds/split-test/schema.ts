import { z } from "zod"
import { METRICS } from "../../core/stats/best-arm"
import { spanSchema } from "../../core/time/span"
import { inForm } from "../../extension/form"

export const variant = z.strictObject({
  /** The port; kept when the variant is renamed. */
  id: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, "must be 1 to 40 letters, digits, hyphens or underscores"),
  name: z.string().min(1, "is needed").max(100),
  /** Percent of the people. */
  share: z.number().int("must be a whole percent").min(1, "must be at least 1").max(99, "must be at most 99"),
})

const winner = z.strictObject({
  metric: inForm(z.enum(METRICS).default("click_rate"), {
    label: { en: "Which is best", zhCN: "比较指标" },
    choices: {
      open_rate: { en: "Most open a message", zhCN: "打开率最高" },
      click_rate: { en: "Most click in a message", zhCN: "点击率最高" },
      order_rate: { en: "Most buy", zhCN: "下单率最高" },
      revenue: { en: "Most revenue per person", zhCN: "人均收入最高" },
    },
  }),
  after: inForm(spanSchema.default({ amount: 3, unit: "days" }), {
    label: { en: "Chosen after", zhCN: "测试时长" },
  }),
  least_people: inForm(z.number().int("must be a whole number").min(1).max(1_000_000).default(100), {
    label: { en: "Not before each has so many people", zhCN: "每组至少人数" },
  }),
  test_percent: inForm(z.number().int("must be a whole percent").min(1).max(100).default(100), {
    label: { en: "Percent of the people in the test", zhCN: "参与测试的客户比例（%）" },
    hint: {
      en: "The others wait here for the winner, twice the time at most; then they are parted like everybody.",
      zhCN: "其余客户在此等待优胜方案，最多等待两倍时长，之后按比例分组。",
    },
  }),
})

export const splitTestSettings = z.strictObject({
  variants: z.array(variant).min(2, "needs at least two variants").max(10, "holds at most ten variants"),
  winner: inForm(winner.optional(), {
    label: { en: "Choose the winner by itself", zhCN: "自动选出优胜方案" },
    hint: {
      en: "From then on everybody who comes goes the best way. Without it somebody may choose by hand.",
      zhCN: "选出后，之后到来的客户都走最优路径。未开启时可手动选择。",
    },
  }),
})
export type SplitTestSettings = z.infer<typeof splitTestSettings>
