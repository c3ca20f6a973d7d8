import { useCallback, useMemo, useRef, useState } from "react"
import { errorsIn, type Problem } from "../../src/core/problem"
import { useRuleCheck } from "../api/rules"
import { useDebounced } from "../form/use-debounced"
import { begin, type History, record, redo, seal, undo } from "./history"
import { type Placed, placeProblems } from "./place-problems"
import type { Group, Rule } from "./rule"
import { conditionsIn, type GroupNode, ruleOfTree, treeOf } from "./tree"

// Long enough not to ask at every key, short enough to feel live.
const STILL_MS = 350

type Known = Placed & { tree: GroupNode | null; rule: Rule | null; wrong: boolean; said: Problem[] | null }
const NOTHING: Known = { tree: null, rule: null, wrong: false, said: null, at: new Map(), elsewhere: [] }
/** Of a rule that could not be checked nothing is known; asking who it means says why. */
const UNCHECKED: Problem[] = []

export type RuleDraft = ReturnType<typeof useRuleDraft>

/**
 * A rule being written, with every step that can be undone: its check follows the typing, the preview follows the check.
 * `asSegment` is the segment it will be saved as, so that a circle shows while it is drawn.
 */
export function useRuleDraft(
  initial: Rule | null,
  given: { inCanvas?: boolean; asSegment?: string; onChange?: (rule: Group) => void } = {},
) {
  const { inCanvas = false, asSegment, onChange } = given
  const [history, setHistory] = useState<History<GroupNode>>(() => begin(treeOf(initial)))
  // Two edits in one tick build on each other.
  const held = useRef(history)
  const put = useCallback(
    (next: History<GroupNode>) => {
      const { present } = held.current
      held.current = next
      setHistory(next)
      if (next.present !== present) onChange?.(ruleOfTree(next.present))
    },
    [onChange],
  )
  const tree = history.present
  const rule = useMemo(() => ruleOfTree(tree), [tree])

  const settled = useDebounced(tree, STILL_MS)
  const check = useRuleCheck(
    useMemo(() => ruleOfTree(settled), [settled]),
    { inCanvas, asSegment },
  )
  // While a newer rule waits to be checked, what is known of the older one must not be asked about again.
  const answered = check.isPlaceholderData ? undefined : check.data?.problems
  const said = settled === tree ? (answered ?? (check.isError ? UNCHECKED : null)) : null
  const [known, setKnown] = useState<Known>(NOTHING)
  if (said && (known.tree !== settled || known.said !== said)) {
    const wrong = errorsIn(said).length > 0
    setKnown({ ...placeProblems(said, settled), tree: settled, rule: ruleOfTree(settled), wrong, said })
  }
  // Pressing "save" shows everything that is missing, also in conditions nobody has touched yet.
  const [insisted, setInsisted] = useState(false)
  // Only just added: what is missing in it is no mistake yet.
  const [fresh, setFresh] = useState<ReadonlySet<number>>(new Set())
  return {
    tree,
    rule,
    inCanvas,
    insisted,
    insist: () => setInsisted(true),
    /** One step; `typing` names the field whose letters are one step together. */
    change: (next: GroupNode, typing?: string | null) => put(record(held.current, next, typing)),
    /** Another rule from outside: nothing of what was done to the one before it can be undone. */
    adopt: (outside: Rule) => {
      held.current = begin(treeOf(outside))
      setHistory(held.current)
    },
    /** The next letter begins a step of its own. */
    rest: () => put(seal(held.current)),
    undo: () => put(undo(held.current)),
    redo: () => put(redo(held.current)),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    problemsOf: (id: number) => known.at.get(id) ?? [],
    elsewhere: known.elsewhere,
    isFresh: (id: number) => fresh.has(id) && !insisted,
    freshen: (id: number) => setFresh((before) => new Set([...before, id])),
    touch: (id: number) =>
      setFresh((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : before)),
    wrong: known.wrong,
    waiting: said === null,
    asSegment,
    known,
    conditions: conditionsIn(tree),
  }
}
