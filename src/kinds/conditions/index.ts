import { defineKind } from "../../extension/kind"
import { conditionsSettings } from "./schema"

/** People come in who match conditions of the plan's own when the run starts. */
export const conditions = defineKind({
  id: "conditions",
  group: "who",
  icon: "list-checkbox",
  label: { en: "Conditions", zhCN: "条件" },
  explanation: {
    en: "Everyone who meets these conditions at the moment the plan starts, without saving a segment.",
    zhCN: "计划开始时满足条件的所有客户，无需保存为人群。",
  },
  settings: conditionsSettings,
  summary: () => ({ en: "Everyone who meets the conditions", zhCN: "满足条件的所有客户" }),
  ports: () => [{ id: "out", label: { en: "Comes in", zhCN: "进入" } }],
  entry: true,
  audience: ({ rule }) => ({ rule }),
  run: () => ({ do: "go", port: "out" }),
})
