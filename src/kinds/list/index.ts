import { z } from "zod"
import { problemsOf } from "../../core/problem"
import { inForm } from "../../extension/form"
import { defineKind } from "../../extension/kind"

const refuse = problemsOf({
  "list/missing": {
    message: "There is no list {id}.",
    hint: "Choose a segment whose members were picked or imported; for one that follows conditions use the segment card.",
  },
})

/** People come in who are on a list when the run starts: a segment whose members were picked by hand or imported. */
export const list = defineKind({
  id: "list",
  group: "who",
  icon: "queue-list",
  label: { en: "List", zhCN: "名单" },
  explanation: {
    en: "Everyone on a picked or imported list at the moment the plan starts.",
    zhCN: "计划开始时在手选或导入名单中的所有客户。",
  },
  settings: z.strictObject({
    segment_id: inForm(z.string().min(1, "is needed"), {
      label: { en: "List", zhCN: "名单" },
      control: "list",
    }),
  }),
  summary: () => ({ en: "Everyone on the list", zhCN: "名单中的所有客户" }),
  ports: () => [{ id: "out", label: { en: "Comes in", zhCN: "进入" } }],
  entry: true,
  audience: ({ segment_id }) => ({ segment_id }),
  check: ({ settings: { segment_id: id }, path, exists }) =>
    exists("list", id) ? [] : [refuse("list/missing", `${path}.segment_id`, { id })],
  run: () => ({ do: "go", port: "out" }),
})
