import { useMemo, useRef } from "react"
import type { Plan } from "../api/plans"
import { usePreRun, usePreRuns, useReplays, useStartPreRun } from "../api/pre-runs"
import type { NodeCounts } from "../canvas/node-counts"
import { asDrawn } from "../editor/draft/open-drafts"
import { useAction } from "../page/action"
import { useUrlValue } from "../page/url-state"

/** The pre-run or replay that is looked at, in the address bar, with one beside it to compare; and how to make a new one. */
export function usePreRunOf(plan: Plan) {
  const [chosen, choose] = useUrlValue("pre-run")
  const [other, compare] = useUrlValue("beside")
  const no = chosen ? Number(chosen) : null
  const ahead = usePreRuns(plan.id)
  const past = useReplays(plan.id)
  const shown = usePreRun(plan.id, no)
  const beside = usePreRun(plan.id, no !== null && other ? Number(other) : null)
  const start = useStartPreRun(plan.id)
  const underWay = useRef<AbortController | null>(null)
  const action = useAction(async (days: number | null) => {
    const called = new AbortController()
    underWay.current = called
    await asDrawn(plan)
    try {
      choose(String((await start(called.signal, days)).no))
    } catch (error) {
      if (!called.signal.aborted) throw error
    }
  }, "preRun.failed")
  const run = no === null ? undefined : shown.data?.pre_run
  const counts = useMemo((): NodeCounts | null => {
    if (!run) return null
    const figures = new Map(run.result.nodes.map((node) => [node.node, node]))
    return { estimated: false, of: (node) => figures.get(node) }
  }, [run])
  const kept = [...(ahead.data?.pre_runs ?? []), ...(past.data?.replays ?? [])]
  return {
    kept: kept.sort((one, other) => other.no - one.no),
    no,
    run,
    counts,
    failed: no !== null && shown.isError ? { error: shown.error, retry: () => void shown.refetch() } : null,
    beside: no !== null && other ? beside.data?.pre_run : undefined,
    other: other ? Number(other) : null,
    busy: action.busy,
    problems: action.problems,
    start: action.run,
    cancel: () => underWay.current?.abort(),
    choose: (to: number | null) => choose(to === null ? "" : String(to)),
    compare: (to: number | null) => compare(to === null ? "" : String(to)),
  }
}

export type PreRunShown = ReturnType<typeof usePreRunOf>
