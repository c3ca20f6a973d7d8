import { z } from "zod"
import { ruleSetting } from "../../core/canvas/rule-setting"
import { eventsIn } from "../../core/rules/event-names"
import { inForm } from "../../extension/form"
import { defineKind } from "../../extension/kind"

/** Whoever reaches it leaves the plan, wherever they are in it. */
export const goal = defineKind({
  id: "goal",
  group: "flow",
  icon: "trophy",
  label: { en: "Goal", zhCN: "目标" },
  explanation: {
    en: "Whoever meets these conditions leaves the plan, wherever they are in it; what they did since they came in can be asked for. It stands beside the ways and needs no line.",
    zhCN: "满足条件的客户无论处于计划中的哪一步都会离开；可使用其进入计划后的行为。目标无需连线。",
  },
  settings: z.strictObject({
    rule: inForm(ruleSetting, {
      label: { en: "Reached by whoever", zhCN: "达成条件" },
      control: "rule-in-canvas",
    }),
  }),
  summary: () => ({ en: "Leaves the plan once the conditions are met", zhCN: "满足条件即离开计划" }),
  ports: () => [],
  watches: ({ rule }) => ({ events: eventsIn(rule), rule }),
  run: () => ({ do: "leave", reason: "goal" }),
})
