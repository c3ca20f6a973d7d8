import { z } from "zod"
import { type Problem, problemsOf } from "../../core/problem"
import { inForm } from "../../extension/form"
import { type CheckInput, defineKind } from "../../extension/kind"
import type { Effect } from "../../extension/outcome"

const refuse = problemsOf({
  "take-back/no-amount": { message: "It is not said how many points.", hint: "Give an amount." },
  "take-back/no-template": { message: "There is no coupon template {id}.", hint: "Choose another." },
  "take-back/which": { message: "It is not said which coupons.", hint: "Choose a template." },
})

const settings = z.strictObject({
  what: inForm(z.enum(["points", "all-points", "points-of-plan", "coupons", "coupons-of-plan"]), {
    label: { en: "What", zhCN: "收回内容" },
    choices: {
      points: { en: "So many points", zhCN: "指定数量的积分" },
      "all-points": { en: "All points", zhCN: "全部积分" },
      "points-of-plan": { en: "Points that this plan gave", zhCN: "本计划发放的积分" },
      coupons: { en: "Unused coupons of a template", zhCN: "某模板的未使用优惠券" },
      "coupons-of-plan": { en: "Unused coupons that this plan gave", zhCN: "本计划发放的未使用优惠券" },
    },
  }),
  amount: inForm(
    z.number().int("must be a whole number").positive("must be at least 1").max(10_000_000).optional(),
    {
      label: { en: "Amount of points", zhCN: "积分数量" },
      only: { when: "what", is: ["points"] },
    },
  ),
  template_id: inForm(z.string().min(1).optional(), {
    label: { en: "Coupon template", zhCN: "优惠券模板" },
    control: "coupon-template",
    only: { when: "what", is: ["coupons", "coupons-of-plan"] },
  }),
})
type Settings = z.infer<typeof settings>

/** Takes points or unused coupons from people; never more than they have. */
export const takeBack = defineKind({
  id: "take-back",
  group: "give",
  icon: "arrow-uturn-left",
  label: { en: "Take back", zhCN: "收回权益" },
  explanation: {
    en: "Takes points or unused coupons from people. Never more than they can spend; what lies on a cart stays. Who has nothing goes another way.",
    zhCN: "收回客户的积分或未使用的优惠券，不超过其可用数量；已用于购物车的积分保留。没有可收回内容的客户走另一条路。",
  },
  settings,
  summary: ({ what, amount }) => WORDS[what](amount),
  ports: () => [
    { id: "taken", label: { en: "Taken back", zhCN: "已收回" } },
    { id: "nothing", label: { en: "Had nothing", zhCN: "无可收回" } },
  ],
  check: checkWhat,
  run: ({ settings: given }) => ({
    do: "go",
    port: "taken",
    refused_port: "nothing",
    effects: [effectOf(given)],
  }),
})

const WORDS: Record<Settings["what"], (amount: number | undefined) => { en: string; zhCN: string }> = {
  points: (amount = 0) => ({ en: `Takes back up to ${amount} points`, zhCN: `收回至多 ${amount} 积分` }),
  "all-points": () => ({ en: "Takes back all points", zhCN: "收回全部积分" }),
  "points-of-plan": () => ({ en: "Takes back the points that this plan gave", zhCN: "收回本计划发放的积分" }),
  coupons: () => ({ en: "Takes back unused coupons of the template", zhCN: "收回该模板的未使用优惠券" }),
  "coupons-of-plan": () => ({
    en: "Takes back unused coupons that this plan gave",
    zhCN: "收回本计划发放的未使用优惠券",
  }),
}

function effectOf({ what, amount, template_id }: Settings): Effect {
  const coupons = { type: "take-back" as const, of: "coupons" as const, template_id: template_id ?? null }
  switch (what) {
    case "points":
      return { type: "take-back", of: "points", amount: amount! }
    case "all-points":
      return { type: "take-back", of: "points", amount: "all" }
    case "points-of-plan":
      return { type: "take-back", of: "points", amount: "of-plan" }
    case "coupons":
      return { ...coupons, of_plan: false }
    case "coupons-of-plan":
      return { ...coupons, of_plan: true }
  }
}

function checkWhat({
  settings: { what, amount, template_id: id },
  path,
  exists,
}: CheckInput<Settings>): Problem[] {
  if (what === "points" && amount === undefined) return [refuse("take-back/no-amount", `${path}.amount`)]
  if (what === "coupons" && !id) return [refuse("take-back/which", `${path}.template_id`)]
  const named = what === "coupons" || what === "coupons-of-plan" ? id : undefined
  return named && !exists("any_coupon_template", named)
    ? [refuse("take-back/no-template", `${path}.template_id`, { id: named })]
    : []
}
