import { z } from "zod"
import { inForm } from "../../extension/form"
import { defineKind } from "../../extension/kind"

const settings = z.strictObject({
  /** Stands in the path and in the report; without one it says "exit". */
  reason: inForm(z.string().trim().min(1, "must not be empty").max(100).optional(), {
    label: { en: "Reason", zhCN: "原因" },
  }),
})

/** People leave the plan here. */
export const exit = defineKind({
  id: "exit",
  group: "flow",
  icon: "arrow-right-on-rectangle",
  label: { en: "Exit", zhCN: "退出" },
  explanation: {
    en: "People leave the plan here, with a reason of yours if you like.",
    zhCN: "客户在此退出计划，可填写原因。",
  },
  settings,
  summary: ({ reason }) =>
    reason
      ? { en: `Leaves the plan: ${reason}`, zhCN: `退出计划：${reason}` }
      : { en: "Leaves the plan", zhCN: "退出计划" },
  ports: () => [],
  run: ({ settings: { reason } }) => ({ do: "leave", reason: reason ?? "exit" }),
})
