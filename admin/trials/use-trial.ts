import type { Plan } from "../api/plans"
import { useTrial, useTrials } from "../api/trials"
import { useUrlValue } from "../page/url-state"

/** The test that is looked at, in the address bar, and those that are kept. */
export function useTrialOf(plan: Plan) {
  const [chosen, choose] = useUrlValue("test")
  const no = /^\d+$/.test(chosen) ? Number(chosen) : null
  const kept = useTrials(plan.id)
  const shown = useTrial(plan.id, no)
  return {
    kept: kept.data?.tests ?? [],
    no,
    trial: no === null ? undefined : shown.data?.test,
    failed: no !== null && shown.isError ? { error: shown.error, retry: () => void shown.refetch() } : null,
    choose: (to: number | null) => choose(to === null ? "" : String(to)),
  }
}

export type TrialShown = ReturnType<typeof useTrialOf>
