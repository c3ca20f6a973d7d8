import { useMemo, useState } from "react"
import { errorsIn, type Problem } from "../../src/core/problem"
import { useRuleCheck } from "../api/rules"
import { useDebounced } from "../form/use-debounced"
import { countConditions, forEditing, type Group, type Rule } from "./rule"

// Long enough not to ask at every key, short enough to feel live.
const STILL_MS = 350

/** A rule being written: its check follows the typing, the preview follows the check. */
export function useRuleDraft(initial: Rule | null) {
  const [rule, setRule] = useState<Group>(() => forEditing(initial))
  const settled = useDebounced(rule, STILL_MS)
  const check = useRuleCheck(settled)
  const problems: Problem[] = useMemo(() => check.data?.problems ?? [], [check.data])
  const wrong = errorsIn(problems).length > 0
  // While a newer rule waits to be checked, what is known of the older one must not be asked about again.
  const waiting = settled !== rule || check.isPlaceholderData || check.isPending
  const [known, setKnown] = useState<{ rule: Rule | null; wrong: boolean }>({ rule: null, wrong: false })
  if (!waiting && (known.rule !== settled || known.wrong !== wrong)) setKnown({ rule: settled, wrong })
  // Pressing "save" shows everything that is missing, also in conditions nobody has touched yet.
  const [insisted, setInsisted] = useState(false)
  return {
    insisted,
    insist: () => setInsisted(true),
    rule,
    setRule,
    problems,
    wrong,
    waiting,
    known,
    conditions: countConditions(rule),
  }
}
