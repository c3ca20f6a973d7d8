import { z } from "zod"
import { problemsOf } from "../../core/problem"
import { inForm } from "../../extension/form"
import { type AnyKind, defineKind } from "../../extension/kind"

const refuse = problemsOf({
  "sample/which": {
    message: "A sample is a share or a number of people.",
    hint: "Fill in one of the two.",
  },
})

const then = { id: "out", label: { en: "Then", zhCN: "然后" } }
const nothing = z.strictObject({})
const run = () => ({ do: "go" as const, port: "out" })

/** Everybody of all groups, each once. */
const union = defineKind({
  id: "union",
  group: "sets",
  icon: "plus",
  label: { en: "Any of these", zhCN: "并集" },
  explanation: {
    en: "Joins groups: whoever is in at least one of them goes on, once.",
    zhCN: "合并人群：至少属于其中一个的客户继续，每人一次。",
  },
  settings: nothing,
  summary: () => ({ en: "Whoever is in any of the groups", zhCN: "属于任一人群的客户" }),
  ports: () => [then],
  set: () => ({ op: "union" }),
  run,
})

/** Who is in every group. */
const intersect = defineKind({
  id: "intersect",
  group: "sets",
  icon: "check",
  label: { en: "All of these", zhCN: "交集" },
  explanation: {
    en: "Keeps who is in every one of the groups that lead here.",
    zhCN: "仅保留同时属于所有相连人群的客户。",
  },
  settings: nothing,
  summary: () => ({ en: "Whoever is in all of the groups", zhCN: "同时属于所有人群的客户" }),
  ports: () => [then],
  set: () => ({ op: "intersect" }),
  run,
})

/** One group without another. */
const exclude = defineKind({
  id: "exclude",
  group: "sets",
  icon: "minus",
  label: { en: "One without the other", zhCN: "排除" },
  explanation: {
    en: "Keeps who comes in above and is not among those who come in as “without”.",
    zhCN: "保留主输入中不属于“排除”输入的客户。",
  },
  settings: nothing,
  summary: () => ({ en: "Without those of the other group", zhCN: "排除另一人群" }),
  ports: () => [then],
  set: () => ({ op: "exclude" }),
  run,
})

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1))

/** Nobody in two groups: the first that somebody is in counts. */
const deduplicate = defineKind({
  id: "deduplicate",
  group: "sets",
  icon: "queue-list",
  label: { en: "Each person once", zhCN: "按优先级去重" },
  explanation: {
    en: "Who is in several groups stays in the first of them only; each group goes on by a way of its own.",
    zhCN: "属于多个人群的客户仅保留在优先级最高的人群中；每个人群各走各的路。",
  },
  settings: z.strictObject({
    groups: inForm(z.number().int("must be a whole number").min(2).max(10).default(2), {
      label: { en: "Groups", zhCN: "人群数量" },
    }),
  }),
  summary: ({ groups }) => ({
    en: `Everybody in the first of ${groups} groups that they belong to`,
    zhCN: `每人仅保留在 ${groups} 个人群中优先级最高的一个`,
  }),
  ports: ({ groups }) =>
    numbers(groups).map((id) => ({ id, label: { en: `Group ${id}`, zhCN: `人群 ${id}` } })),
  set: ({ groups }) => ({ op: "first", inputs: numbers(groups) }),
  run: () => ({ do: "go", port: "1" }),
})

/** Some of them, by chance. */
const sample = defineKind({
  id: "sample",
  group: "sets",
  icon: "sparkles",
  label: { en: "Random sample", zhCN: "随机抽样" },
  explanation: {
    en: "Draws a share or an exact number of the people who come here, anew each time the plan runs.",
    zhCN: "从到达的客户中随机抽取一定比例或数量，每次运行重新抽取。",
  },
  settings: z.strictObject({
    percent: inForm(z.number().gt(0).max(100, "must be at most 100").optional(), {
      label: { en: "Share in percent", zhCN: "比例（%）" },
    }),
    people: inForm(z.number().int("must be a whole number").min(1).max(10_000_000).optional(), {
      label: { en: "Or so many people", zhCN: "或人数" },
    }),
  }),
  summary: ({ percent, people }) =>
    percent === undefined
      ? { en: `${people} people, drawn by chance`, zhCN: `随机抽取 ${people} 人` }
      : { en: `${percent} % of them, drawn by chance`, zhCN: `随机抽取 ${percent}%` },
  ports: () => [
    { id: "sample", label: { en: "Drawn", zhCN: "抽中" } },
    { id: "rest", label: { en: "The others", zhCN: "其余" } },
  ],
  check: ({ settings: { percent, people }, path }) =>
    (percent === undefined) === (people === undefined) ? [refuse("sample/which", path)] : [],
  set: ({ percent, people }) =>
    percent === undefined ? { op: "sample", people: people ?? 0 } : { op: "sample", percent },
  run: () => ({ do: "go", port: "rest" }),
})

/** Nodes over whole sets, in the order of the palette. */
export const setKinds: AnyKind[] = [union, intersect, exclude, deduplicate, sample]
