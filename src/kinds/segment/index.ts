import { problemsOf } from "../../core/problem"
import { defineKind } from "../../extension/kind"
import { segmentSettings } from "./schema"

const refuse = problemsOf({
  "segment/missing": { message: "There is no segment {id}.", hint: "Choose another segment." },
})

/** People come in who are in a segment when the run starts. */
export const segment = defineKind({
  id: "segment",
  group: "who",
  icon: "user-group",
  label: { en: "Segment", zhCN: "人群" },
  explanation: {
    en: "Everyone who is in the segment at the moment the plan starts.",
    zhCN: "计划开始时属于该人群的所有客户。",
  },
  settings: segmentSettings,
  summary: () => ({ en: "Everyone in the segment", zhCN: "人群中的所有客户" }),
  ports: () => [{ id: "out", label: { en: "Comes in", zhCN: "进入" } }],
  entry: true,
  audience: ({ segment_id }) => ({ segment_id }),
  check: ({ settings, path, exists }) =>
    exists("segment", settings.segment_id)
      ? []
      : [refuse("segment/missing", `${path}.segment_id`, { id: settings.segment_id })],
  run: () => ({ do: "go", port: "out" }),
})
