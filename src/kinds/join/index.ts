import { z } from "zod"
import { defineKind } from "../../extension/kind"

/** Ways meet here; nobody waits for anybody. */
export const join = defineKind({
  id: "join",
  group: "flow",
  icon: "code-merge",
  label: { en: "Join", zhCN: "汇合" },
  explanation: {
    en: "Several ways meet and go on as one. People do not wait for each other.",
    zhCN: "多条路在此汇合，客户之间不互相等待。",
  },
  settings: z.strictObject({}),
  summary: () => ({ en: "Ways meet here and go on as one", zhCN: "多条路在此汇合后继续" }),
  ports: () => [{ id: "out", label: { en: "Then", zhCN: "然后" } }],
  run: () => ({ do: "go", port: "out" }),
})
