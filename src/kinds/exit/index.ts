import { z } from "zod"
import { defineKind } from "../../extension/kind"

/** People leave the plan here. */
export const exit = defineKind({
  id: "exit",
  group: "flow",
  icon: "arrow-right-on-rectangle",
  label: { en: "Exit", zhCN: "退出" },
  explanation: { en: "People leave the plan here.", zhCN: "客户在此退出计划。" },
  settings: z.strictObject({}),
  summary: () => ({ en: "Leaves the plan", zhCN: "退出计划" }),
  ports: () => [],
  run: () => ({ do: "leave", reason: "exit" }),
})
