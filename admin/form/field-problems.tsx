import { Hint } from "@medusajs/ui"
import type { Problem } from "../../src/core/problem"
import { useProblemText } from "../page/problem-text"
import { isSaidByInput } from "./inputs"

/** What is wrong with one field, right below it. */
export function FieldProblems({ problems, path }: { problems: Problem[]; path: string }) {
  const textOf = useProblemText()
  return problems
    .filter((problem) => problem.path === path && !isSaidByInput(problem))
    .map((problem) => (
      <Hint key={`${problem.code} ${problem.message}`} variant="error" role="alert">
        {textOf(problem, true)}
      </Hint>
    ))
}
