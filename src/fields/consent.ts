import { defineField, type FieldDefinition } from "../extension/field"
import type { Labels } from "../extension/labels"

const choices = [
  { value: "yes", label: { en: "Yes", zhCN: "同意" } },
  { value: "no", label: { en: "No", zhCN: "拒绝" } },
  { value: "pending", label: { en: "Waiting for confirmation", zhCN: "待确认" } },
]

/** What somebody said to marketing by one channel; unknown when never asked. */
export const consentTo = (channel: string, label: Labels): FieldDefinition =>
  defineField({
    id: `consent.${channel}`,
    family: "consent",
    label: { en: `Consent (${label.en})`, zhCN: `营销同意（${label.zhCN ?? label.en}）` },
    type: "choice",
    choices,
    sql: ({ bind }) => `p.consents ->> ${bind(channel)}::text`,
    memory: (row) => ((row.consents ?? {}) as Record<string, string>)[channel] ?? null,
  })
