import type { PlanSettings } from "../../../core/canvas/plan-settings"
import type { Canvas } from "../../../core/canvas/schema"
import { isAllowed, type PlanAction, type PlanState, whyNot } from "../../../core/plan-state"
import { Conflict, Missing } from "../../../core/problem"

export const PLAN_CATEGORIES = ["marketing", "care", "notice", "other", "hidden"] as const
export const PLAN_TYPES = ["one_time", "recurring", "triggered"] as const

/** A plan as callers see it. `revision` counts every change and guards against overwriting somebody else's. */
export type Plan = {
  id: string
  name: string
  category: (typeof PLAN_CATEGORIES)[number]
  type: (typeof PLAN_TYPES)[number]
  state: PlanState
  settings: PlanSettings
  canvas: Canvas
  revision: number
  /** The published version that runs, or null. */
  version: number | null
  /** The draft waits for approval; of one that was never published that is its state, too. */
  in_review: boolean
  created_by: string | null
  created_at: Date
  updated_at: Date
}

/** With the number other tables know it by. */
export type PlanRow = Plan & { no: number }

export const toPlan = ({ no: _, ...plan }: PlanRow): Plan => plan

export function found(plan: PlanRow | undefined, id: string): PlanRow {
  if (!plan) throw new Missing("plan", id)
  return plan
}

/** Throws Conflict when the plan's state forbids the action. */
export function mustAllow(plan: Pick<Plan, "state">, action: PlanAction): void {
  if (!isAllowed(plan.state, action))
    throw new Conflict(`plan/${action}-not-allowed`, whyNot(plan.state, action))
}

/** Throws Conflict when the plan was changed since the caller read it. */
export function mustBeRevision(plan: Pick<Plan, "revision">, revision: number | undefined): void {
  if (revision !== undefined && revision !== plan.revision)
    throw new Conflict(
      "plan/changed-meanwhile",
      `Somebody else changed the plan meanwhile (it is at revision ${plan.revision}, you had ${revision}). Load it again.`,
    )
}
