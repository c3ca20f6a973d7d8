import { useRuleCheck } from "../api/rules"
import { useDebounced } from "../form/use-debounced"
import { ruleOf } from "./rule"
import { RuleBuilder } from "./rule-builder"

/** A rule as one setting of a node. */
export function RuleSetting({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) {
  const rule = ruleOf(value)
  const check = useRuleCheck(useDebounced(rule, 350))
  return <RuleBuilder value={rule} onChange={onChange} problems={check.data?.problems ?? []} inCanvas />
}
