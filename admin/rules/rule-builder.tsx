import type { Problem } from "../../src/core/problem"
import { useFields } from "../api/catalogue"
import { Answer } from "../page/states"
import { forEditing, type Group, type Rule } from "./rule"
import { RuleGroup } from "./rule-group"

/** Writes a rule. Problems (of the server's check) stand at the rows they belong to. */
export function RuleBuilder({
  value,
  onChange,
  problems,
  inCanvas,
  insisted = false,
}: {
  value: Rule
  onChange: (rule: Group) => void
  problems: Problem[]
  inCanvas?: boolean
  /** Shows what is missing also in conditions that were only just added. */
  insisted?: boolean
}) {
  const fields = useFields()
  return (
    <Answer asked={fields} rows={2}>
      {({ fields }) => (
        <RuleGroup
          value={forEditing(value)}
          onChange={onChange}
          path=""
          depth={0}
          fields={fields}
          problems={problems}
          inCanvas={inCanvas}
          insisted={insisted}
        />
      )}
    </Answer>
  )
}
