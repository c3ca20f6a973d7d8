import { z } from "zod"
import { inForm } from "../../extension/form"
import { defineKind } from "../../extension/kind"

const settings = z.strictObject({
  amount: inForm(
    z
      .number()
      .int("must be a whole number")
      .min(-100, "must be at least -100")
      .max(100, "must be at most 100")
      .refine((amount) => amount !== 0, "must not be 0"),
    {
      label: { en: "Points added to the lead score", zhCN: "线索评分增减" },
      hint: { en: "Negative takes off", zhCN: "负数为扣减" },
    },
  ),
})

/** Corrects the computed lead score of people. */
export const leadScore = defineKind({
  id: "lead-score",
  group: "people",
  icon: "chart-bar",
  label: { en: "Lead score", zhCN: "线索评分" },
  explanation: {
    en: "Adds to the computed lead score or takes off it, for good; the score stays between 0 and 100 and changes within seconds.",
    zhCN: "在计算出的线索评分上长期增减；评分保持在 0 到 100 之间，数秒内生效。",
  },
  settings,
  summary: ({ amount }) =>
    amount > 0
      ? { en: `Adds ${amount} to the lead score`, zhCN: `线索评分加 ${amount}` }
      : { en: `Takes ${-amount} off the lead score`, zhCN: `线索评分减 ${-amount}` },
  ports: () => [{ id: "out", label: { en: "Then", zhCN: "然后" } }],
  run: ({ settings: { amount } }) => ({ do: "go", port: "out", effects: [{ type: "lead-score", amount }] }),
})
