import { z } from "zod"
import { inForm } from "../extension/form"
import { type AnyTrigger, defineTrigger } from "../extension/trigger"
import { refuseTrigger } from "./problems"

const settings = z.strictObject({
  segment_id: inForm(z.string().min(1, "is needed"), {
    label: { en: "Segment", zhCN: "人群" },
    control: "segment",
  }),
})
type Settings = z.infer<typeof settings>

const onChange = (
  way: "entered" | "left",
  words: { label: [string, string]; summary: [string, string] },
): AnyTrigger =>
  defineTrigger<Settings>({
    id: `segment-${way}`,
    icon: "users",
    label: { en: words.label[0], zhCN: words.label[1] },
    explanation: {
      en: "Within seconds of the change. Who is in the segment when the plan is published does not count.",
      zhCN: "变化发生后数秒内。发布计划时已在人群中的客户不计。",
    },
    settings,
    summary: () => ({ en: words.summary[0], zhCN: words.summary[1] }),
    events: ({ segment_id }) => [`segment_${way}:${segment_id}`],
    check: ({ settings: { segment_id }, path, exists }) =>
      exists("segment", segment_id)
        ? []
        : [refuseTrigger("trigger/no-segment", `${path}.segment_id`, { id: segment_id })],
  })

/** People come in the moment they become members of a segment. */
export const segmentEntered = onChange("entered", {
  label: ["Somebody enters a segment", "进入人群"],
  summary: ["Somebody enters the segment", "客户进入该人群"],
})

/** People come in the moment they stop being members. */
export const segmentLeft = onChange("left", {
  label: ["Somebody leaves a segment", "离开人群"],
  summary: ["Somebody leaves the segment", "客户离开该人群"],
})
