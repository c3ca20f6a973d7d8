import { z } from "zod"
import { problemsOf } from "../../core/problem"
import { inForm } from "../../extension/form"
import { defineKind } from "../../extension/kind"

const refuse = problemsOf({
  "segment-membership/no-list": {
    message: "There is no list {id}.",
    hint: "Choose a segment whose members are picked or imported; one that follows conditions chooses them itself.",
  },
})

const settings = z.strictObject({
  how: inForm(z.enum(["add", "remove"]).default("add"), {
    label: { en: "What to do", zhCN: "操作" },
    choices: {
      add: { en: "Put on the list", zhCN: "加入名单" },
      remove: { en: "Take off the list", zhCN: "移出名单" },
    },
  }),
  segment_id: inForm(z.string().min(1, "is needed"), {
    label: { en: "List", zhCN: "名单" },
    control: "list",
  }),
})

/** Puts people on a list, or takes them off it. */
export const segmentMembership = defineKind({
  id: "segment-membership",
  group: "people",
  icon: "queue-list",
  label: { en: "List membership", zhCN: "名单成员" },
  explanation: {
    en: "Puts people on a picked or imported list, or takes them off it.",
    zhCN: "将客户加入手选或导入的名单，或从中移出。",
  },
  settings,
  summary: ({ how }) =>
    how === "add"
      ? { en: "Puts people on the list", zhCN: "加入名单" }
      : { en: "Takes people off the list", zhCN: "移出名单" },
  ports: () => [
    { id: "out", label: { en: "Then", zhCN: "然后" } },
    { id: "refused", label: { en: "List is gone", zhCN: "名单已不存在" } },
  ],
  check: ({ settings: { segment_id: id }, path, exists }) =>
    exists("list", id) ? [] : [refuse("segment-membership/no-list", `${path}.segment_id`, { id })],
  run: ({ settings: { segment_id, how } }) => ({
    do: "go",
    port: "out",
    refused_port: "refused",
    effects: [{ type: "segment-membership", segment_id, how }],
  }),
})
