import { CheckCircleSolid, ExclamationCircleSolid, InformationCircleSolid } from "@medusajs/icons"
import { Text } from "@medusajs/ui"
import type { Problem } from "../../src/core/problem"
import { useText } from "../i18n/use-text"

/** A problem in the reader's language; the server's own English sentence where we have no better one. */
export function useProblemText() {
  const { t } = useText()
  return (problem: Problem): string => {
    const key = `problems.${problem.code.replaceAll("/", "_").replaceAll("-", "_")}`
    return t(key, { defaultValue: problem.message }) || problem.message
  }
}

export function ProblemList({ problems, none }: { problems: Problem[]; none?: string }) {
  const textOf = useProblemText()
  if (problems.length === 0)
    return none ? (
      <div className="flex items-center gap-x-2">
        <CheckCircleSolid className="text-ui-tag-green-icon" />
        <Text size="small">{none}</Text>
      </div>
    ) : null
  return (
    <ul className="flex flex-col gap-y-2" role="alert">
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.path} ${problem.message}`} className="flex items-start gap-x-2">
          {problem.severity === "warning" ? (
            <InformationCircleSolid className="text-ui-tag-orange-icon mt-0.5 shrink-0" />
          ) : (
            <ExclamationCircleSolid className="text-ui-tag-red-icon mt-0.5 shrink-0" />
          )}
          <div className="min-w-0">
            <Text size="small" leading="compact" className="break-words">
              {textOf(problem)}
            </Text>
            {detailOf(problem, textOf(problem)) ? (
              <Text size="xsmall" leading="compact" className="text-ui-fg-muted mt-0.5">
                {detailOf(problem, textOf(problem))}
              </Text>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** What the server says beyond the text shown: its exact words, and what to do. */
const detailOf = (problem: Problem, shown: string): string =>
  [shown === problem.message ? null : problem.message, problem.hint].filter(Boolean).join(" ")
