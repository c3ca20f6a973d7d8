import { defineKind } from "../../extension/kind"
import { factsOfFilter, runFilter } from "./run"
import { filterSettings } from "./schema"

/** Parts people by conditions that are read when each of them arrives. */
export const filter = defineKind({
  id: "filter",
  group: "flow",
  icon: "funnel",
  label: { en: "Filter", zhCN: "筛选" },
  explanation: {
    en: "Checks the conditions when a person arrives: who meets them goes one way, everybody else the other.",
    zhCN: "客户到达时检查条件：满足的走一条路，其余的走另一条路。",
  },
  settings: filterSettings,
  summary: () => ({ en: "Goes on by whether the conditions are met", zhCN: "按是否满足条件分流" }),
  ports: () => [
    { id: "yes", label: { en: "Meets them", zhCN: "满足" } },
    { id: "no", label: { en: "Does not", zhCN: "不满足" } },
  ],
  facts: factsOfFilter,
  run: runFilter,
})
