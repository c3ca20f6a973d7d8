import { CheckCircleSolid, ExclamationCircleSolid, InformationCircleSolid } from "@medusajs/icons"
import { Text } from "@medusajs/ui"
import type { Problem } from "../../src/core/problem"
import { useProblemText } from "./problem-text"

/** What is wrong. `beside`: it stands at the field it speaks of and need not name it. */
export function ProblemList({
  problems,
  none,
  beside = false,
}: {
  problems: Problem[]
  none?: string
  beside?: boolean
}) {
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
          <Text size="small" leading="compact" className="min-w-0 break-words">
            {textOf(problem, beside)}
          </Text>
        </li>
      ))}
    </ul>
  )
}
