import type { Plan } from "../api/plans"
import { usePlanVersion } from "../api/versions"

/**
 * A plan as it runs: settings and canvas of the version that is published, which nobody edits. Of a plan that never was, and until
 * the version is here, the plan itself.
 */
export function useRunning(plan: Plan): Plan {
  const published = usePlanVersion(plan.id, plan.version).data?.version
  if (!published) return plan
  const { settings, canvas } = published
  return { ...plan, settings, canvas, actions: plan.actions.filter((action) => action !== "edit") }
}
