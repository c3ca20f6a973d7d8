import { z } from "zod"
import { inForm } from "../../extension/form"
import { defineKind } from "../../extension/kind"
import { hasTurn, ITS_TURN } from "../../extension/turn"

const PER = {
  minute: { en: "minute", zhCN: "分钟" },
  hour: { en: "hour", zhCN: "小时" },
  day: { en: "day", zhCN: "天" },
} as const

/** Lets so many people through in a time, in the order in which they came; the others wait for their turn. */
export const rateLimit = defineKind({
  id: "rate-limit",
  group: "flow",
  icon: "queue-list",
  label: { en: "Rate limit", zhCN: "限速" },
  explanation: {
    en: "Lets no more than so many people through in any minute, hour or day (24 hours), first come first served, in all runs of the plan together. While the plan is paused nobody's turn comes.",
    zhCN: "任意一分钟、一小时或一天（24 小时）内最多放行这么多客户，先到先行，计划的所有轮次合并计算。计划暂停期间不放行。",
  },
  settings: z.strictObject({
    people: inForm(z.number().int("must be a whole number").min(1).max(1_000_000).default(1000), {
      label: { en: "So many people", zhCN: "客户数" },
    }),
    per: inForm(z.enum(["minute", "hour", "day"]).default("hour"), {
      label: { en: "In each", zhCN: "每" },
      choices: PER,
    }),
  }),
  summary: ({ people, per }) => ({
    en: `At most ${people} ${people === 1 ? "person" : "people"} a ${PER[per].en}`,
    zhCN: `每${PER[per].zhCN}最多 ${people} 人`,
  }),
  ports: () => [{ id: "out", label: { en: "Has the turn", zhCN: "放行" } }],
  paces: ({ people, per }) => ({ people, per }),
  run: ({ visit }) =>
    hasTurn(visit) ? { do: "go", port: "out" } : { do: "wait", until: ITS_TURN, state: visit.state },
})
