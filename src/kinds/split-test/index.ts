import { type Problem, problemsOf } from "../../core/problem"
import { LONGEST_SPAN_MS, lengthOf, spanInWords } from "../../core/time/span"
import { defineKind } from "../../extension/kind"
import { runSplitTest } from "./run"
import { type SplitTestSettings, splitTestSettings } from "./schema"

const refuse = problemsOf({
  "split-test/sum": {
    message: "The shares make {sum} percent together.",
    hint: "Change them so that they make exactly 100.",
  },
  "split-test/too-long": {
    message: "Nobody can wait for a winner for longer than a year.",
    hint: "Choose it after 182 days at most.",
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
    en: "Parts people by chance in the given shares, to see which way works better. A person always stays in the same group, until a winner is chosen: then everybody who comes goes its way.",
    zhCN: "按比例随机分组，比较哪种方式更有效。同一客户始终在同一组；选出优胜方案后，之后到来的客户都走该路径。",
  },
  settings: splitTestSettings,
  summary: ({ variants, winner }) => {
    const shares = variants.map((v) => `${v.name} ${v.share} %`)
    const after = winner && spanInWords(winner.after)
    return {
      en: `Splits into ${shares.join(", ")}${after ? `; the best wins after ${after.en}` : ""}`,
      zhCN: `分为 ${shares.join("、")}${after ? `；${after.zhCN}后选出最优` : ""}`,
    }
  },
  ports: ({ variants }) => variants.map((v) => ({ id: v.id, label: { en: v.name, zhCN: v.name } })),
  check: ({ settings, path }) => checkVariants(settings, path),
  facts: () => ({ winner: { winner: true } }),
  run: runSplitTest,
})

function checkVariants({ variants, winner }: SplitTestSettings, path: string): Problem[] {
  const problems: Problem[] = []
  if (winner && 2 * lengthOf(winner.after) > LONGEST_SPAN_MS)
    problems.push(refuse("split-test/too-long", `${path}.winner.after`))
  const sum = variants.reduce((all, v) => all + v.share, 0)
  if (sum !== 100) problems.push(refuse("split-test/sum", `${path}.variants`, { sum }))
  variants.forEach(({ id }, index) => {
    if (variants.findIndex((v) => v.id === id) < index)
      problems.push(refuse("split-test/same-id", `${path}.variants.${index}.id`, { id }))
  })
  return problems
}
