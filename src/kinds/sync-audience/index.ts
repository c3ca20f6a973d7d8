import { z } from "zod"
import { problemsOf } from "../../core/problem"
import { inForm } from "../../extension/form"
import { defineKind } from "../../extension/kind"

const refuse = problemsOf({
  "sync-audience/no-sync": {
    message: "There is no list {id} that fills a customer group or tells another system.",
    hint: "Choose a list, and turn its synchronisation on at its page, tab Sync.",
  },
})

const settings = z.strictObject({
  how: inForm(z.enum(["add", "remove"]).default("add"), {
    label: { en: "What to do", zhCN: "操作" },
    choices: {
      add: { en: "Put into the audience", zhCN: "加入受众" },
      remove: { en: "Take out of the audience", zhCN: "移出受众" },
    },
  }),
  segment_id: inForm(z.string().min(1, "is needed"), {
    label: { en: "Synchronised list", zhCN: "已同步的名单" },
    control: "list",
  }),
})

/**
 * Puts people into a customer group, or tells another system of them: through a list that does so. What the group or the
 * system lacks is carried over within seconds, differences only, however often it fails meanwhile.
 */
export const syncAudience = defineKind({
  id: "sync-audience",
  group: "people",
  icon: "arrow-path",
  label: { en: "Sync audience", zhCN: "同步受众" },
  explanation: {
    en: "Puts people on a list that fills a customer group or tells another system of its members, or takes them off it.",
    zhCN: "将客户加入或移出与客户组或外部系统同步的名单。",
  },
  settings,
  summary: ({ how }) =>
    how === "add"
      ? { en: "Puts people into the synchronised audience", zhCN: "加入同步受众" }
      : { en: "Takes people out of the synchronised audience", zhCN: "移出同步受众" },
  ports: () => [
    { id: "out", label: { en: "Then", zhCN: "然后" } },
    { id: "refused", label: { en: "List is gone", zhCN: "名单已不存在" } },
  ],
  check: ({ settings: { segment_id: id }, path, exists }) =>
    exists("synced_list", id) ? [] : [refuse("sync-audience/no-sync", `${path}.segment_id`, { id })],
  run: ({ settings: { segment_id, how } }) => ({
    do: "go",
    port: "out",
    refused_port: "refused",
    effects: [{ type: "segment-membership", segment_id, how }],
  }),
})
