import type { PlanSettings } from "../../../core/canvas/plan-settings"
import { Missing } from "../../../core/problem"
import type { Sql } from "../database"

export type ReportScope = {
  plan_no: number
  run_no: number | null
  attribution: { basis: "touch" | "click"; window_days: number }
  targets: Pick<PlanSettings, "goal" | "targets" | "budget">
}

/** Finds the plan (and the run) a report is about, with the attribution and the goal it was published with. */
export async function findScope(sql: Sql, planId: string, runId?: string): Promise<ReportScope> {
  const plan = await sql.one<{ no: number; settings: Partial<PlanSettings> }>(
    `select p.no, coalesce(v.settings, p.settings) as settings
       from marketing_plan p left join marketing_plan_version v on v.plan_no = p.no and v.version = p.version
      where p.id = $1 and p.deleted_at is null`,
    [planId],
  )
  if (!plan) throw new Missing("plan", planId)
  const attribution = {
    basis: plan.settings.attribution?.basis ?? ("touch" as const),
    window_days: plan.settings.attribution?.window_days ?? 7,
  }
  const { goal, targets, budget } = plan.settings
  if (!runId) return { plan_no: plan.no, run_no: null, attribution, targets: { goal, targets, budget } }
  const run = await sql.one<{ no: number }>("select no from marketing_run where id = $1 and plan_no = $2", [
    runId,
    plan.no,
  ])
  if (!run) throw new Missing("run", runId)
  // What a plan is to reach, all its runs reach together.
  return { plan_no: plan.no, run_no: run.no, attribution, targets: {} }
}
