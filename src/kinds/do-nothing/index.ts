import { z } from "zod"
import { defineKind } from "../../extension/kind"

/** The way of those who get nothing, to compare the others with. */
export const doNothing = defineKind({
  id: "do-nothing",
  group: "measure",
  icon: "minus-circle",
  label: { en: "Do nothing", zhCN: "不做任何操作" },
  explanation: {
    en: "A group that gets nothing here, behind a split test: the base line that the other ways are compared with.",
    zhCN: "放在分组测试之后作为对照组：这里的客户不收到任何内容，用于与其他分组比较。",
  },
  settings: z.strictObject({}),
  summary: () => ({ en: "Gets nothing: a group to compare with", zhCN: "不发放任何内容：对照组" }),
  ports: () => [{ id: "out", label: { en: "Then", zhCN: "然后" } }],
  run: () => ({ do: "go", port: "out" }),
})
