import { type Problem, problemsOf } from "../../core/problem"
import { defineKind } from "../../extension/kind"
import { factsOfBranch, runBranch } from "./run"
import { type BranchSettings, branchSettings, ELSE } from "./schema"

const refuse = problemsOf({
  "branch/same-id": { message: 'Two ways have the id "{id}".', hint: "Give each its own." },
  "branch/else": { message: 'No way can have the id "else".', hint: "Give it another." },
})

/** Parts people by the first conditions that they meet, read when each of them arrives. */
export const branch = defineKind({
  id: "branch",
  group: "flow",
  icon: "code-branch",
  label: { en: "Branch", zhCN: "条件分支" },
  explanation: {
    en: "Looks at the ways from top to bottom when a person arrives: they take the first whose conditions they meet, or “else”.",
    zhCN: "客户到达时从上到下检查各分支，走第一个满足条件的分支，否则走“其他”。",
  },
  settings: branchSettings,
  summary: ({ ways }) => ({
    en: `The first that is met: ${ways.map((way) => way.name).join(", ")}; else on its own way`,
    zhCN: `走第一个满足的：${ways.map((way) => way.name).join("、")}；否则走“其他”`,
  }),
  ports: ({ ways }) => [
    ...ways.map(({ id, name }) => ({ id, label: { en: name, zhCN: name } })),
    { id: ELSE, label: { en: "Else", zhCN: "其他" } },
  ],
  check: ({ settings, path }) => checkWays(settings, path),
  facts: factsOfBranch,
  run: runBranch,
})

const checkWays = ({ ways }: BranchSettings, path: string): Problem[] =>
  ways.flatMap(({ id }, index) => {
    const at = `${path}.ways.${index}.id`
    if (id === ELSE) return [refuse("branch/else", at)]
    return ways.findIndex((way) => way.id === id) < index ? [refuse("branch/same-id", at, { id })] : []
  })
