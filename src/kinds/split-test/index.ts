import { type Problem, problemsOf } from "../../core/problem"
import { defineKind } from "../../extension/kind"
import { runSplitTest } from "./run"
import { type SplitTestSettings, splitTestSettings } from "./schema"

const refuse = problemsOf({
  "split-test/sum": {
    message: "The shares make {sum} percent together.",
    hint: "Change them so that they make exactly 100.",
  },
  "split-test/same-id": { message: 'Two variants have the id "{id}".', hint: "Give each its own." },
})

/** Parts people by chance in fixed shares; the same person always gets the same variant. */
export const splitTest = defineKind({
  id: "split-test",
  group: "flow",
  icon: "beaker",
  label: { en: "Split test", zhCN: "分组测试" },
  explanation: {
    en: "Parts people by chance in the given shares, to see which way works better. A person always stays in the same group.",
    zhCN: "按比例随机分组，比较哪种方式更有效。同一客户始终在同一组。",
  },
  settings: splitTestSettings,
  summary: ({ variants }) => {
    const shares = variants.map((v) => `${v.name} ${v.share} %`)
    return { en: `Splits into ${shares.join(", ")}`, zhCN: `分为 ${shares.join("、")}` }
  },
  ports: ({ variants }) => variants.map((v) => ({ id: v.id, label: { en: v.name, zhCN: v.name } })),
  check: ({ settings, path }) => checkVariants(settings, path),
  run: runSplitTest,
})

function checkVariants({ variants }: SplitTestSettings, path: string): Problem[] {
  const problems: Problem[] = []
  const sum = variants.reduce((all, v) => all + v.share, 0)
  if (sum !== 100) problems.push(refuse("split-test/sum", `${path}.variants`, { sum }))
  variants.forEach(({ id }, index) => {
    if (variants.findIndex((v) => v.id === id) < index)
      problems.push(refuse("split-test/same-id", `${path}.variants.${index}.id`, { id }))
  })
  return problems
}
