import { z } from "zod"
import { inForm } from "../../extension/form"
import { defineKind } from "../../extension/kind"

/** Ten years: longer is "until lifted". */
const MOST_DAYS = 3650

const settings = z.strictObject({
  action: inForm(z.enum(["block", "unblock"]).default("block"), {
    label: { en: "What to do", zhCN: "操作" },
    choices: {
      block: { en: "No more benefits", zhCN: "停止发放权益" },
      unblock: { en: "Benefits again", zhCN: "恢复发放权益" },
    },
  }),
  days: inForm(
    z.number().int("must be a whole number").positive("must be at least 1").max(MOST_DAYS).optional(),
    {
      label: { en: "For so many whole days", zhCN: "持续天数" },
      hint: { en: "Empty: until a plan lifts it", zhCN: "留空表示直到由计划恢复" },
      only: { when: "action", is: ["block"] },
    },
  ),
})

/** Keeps people from getting coupons and points. */
export const benefitBlock = defineKind({
  id: "benefit-block",
  group: "people",
  icon: "x-circle",
  label: { en: "Benefits blocked", zhCN: "权益限制" },
  explanation: {
    en: "From now on the person gets no coupons and no points, by no plan and not by hand, until it ends or is lifted. What they have stays theirs.",
    zhCN: "从此时起，任何计划或人工都不能再向该客户发放优惠券和积分，直到到期或解除；已有的权益不受影响。",
  },
  settings,
  summary: ({ action, days }) => {
    if (action === "unblock") return { en: "Lifts the block of benefits", zhCN: "解除权益限制" }
    return days
      ? { en: `Blocks benefits for ${days} ${days === 1 ? "day" : "days"}`, zhCN: `限制权益 ${days} 天` }
      : { en: "Blocks benefits until it is lifted", zhCN: "限制权益，直到解除" }
  },
  ports: () => [{ id: "out", label: { en: "Then", zhCN: "然后" } }],
  run: ({ settings: { action, days } }) => ({
    do: "go",
    port: "out",
    effects: [{ type: "benefit-block", blocked: action === "block", days: days ?? null }],
  }),
})
