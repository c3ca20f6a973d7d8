import { generateEntityId } from "@medusajs/framework/utils"
import { askingAbout, THIS_PLAN } from "../../../core/canvas/own-template"
import { planSettingsSchema } from "../../../core/canvas/plan-settings"
import { canvasSchema } from "../../../core/canvas/schema"
import { Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import { begin, keepDraft } from "./keep-draft"
import { found, mustAllow, mustBeRevision, type Plan, toPlan } from "./plan"
import { type PlanInput, readPlanInput } from "./plan-input"
import { refusePlan } from "./problems"
import type { RecordAudit } from "./record-audit"
import { mustNeedNoApprovalOfCategory, mustNotBeInReview } from "./review"
import { insertPlan, lockPlan, updateDraft } from "./store/plans"

export type SavePlanInput = {
  /** Left out: a new draft is made. */
  plan_id?: string
  /** The revision the caller read; Conflict when the plan was changed since. */
  revision?: number
  /** Name, category, type, settings and either canvas or the wizard's answers; what is left out stays as it is. */
  plan: unknown
  /** It puts together what two people drew at once. */
  merged?: boolean
  actor: string
}

/**
 * Keeps a draft, finished or not: only its shape is checked here. Of a published plan it is the draft of the next version, and what
 * runs stays as it is; the name and the category are the plan's own and change at once. Nothing of it changes while it waits for approval.
 * Throws Refused, Missing or Conflict.
 */
export const savePlan =
  ({ database, clock, recordAudit }: { database: Database; clock: Clock; recordAudit: RecordAudit }) =>
  async ({ plan_id, revision, plan, merged = false, actor }: SavePlanInput): Promise<Plan> => {
    const input = readPlanInput(plan)
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const saved = plan_id
        ? await change(tx, plan_id, input, { revision, merged, anew: isOfWizard(plan), actor, now })
        : await make(tx, input, actor, now)
      const action = plan_id ? "change" : "create"
      const detail = { revision: saved.revision, parts: Object.keys(input) }
      await recordAudit(tx, { actor, entity: "plan", entity_id: saved.id, action, detail }, now)
      return toPlan(saved)
    })
  }

export type SavePlan = ReturnType<typeof savePlan>

async function make(tx: Sql, input: PlanInput, actor: string, now: Date) {
  if (!input.name) throw new Refused([refusePlan("plan/shape", "name", { message: "name is needed." })])
  const id = generateEntityId(undefined, "mkplan")
  const drawn = input.canvas ?? canvasSchema.parse({ nodes: [] })
  const draft = {
    id,
    name: input.name,
    category: input.category ?? "marketing",
    type: input.type ?? "one_time",
    settings: input.settings ?? planSettingsSchema.parse({}),
    canvas: askingAbout(drawn, THIS_PLAN, id),
    created_by: actor || null,
  } as const
  const made = await insertPlan(tx, draft, now)
  await begin(tx, made)
  return made
}

/** Its answers make a drawing of their own, whatever was drawn before. */
const isOfWizard = (given: unknown): boolean =>
  typeof given === "object" && given !== null && Object.hasOwn(given, "wizard")

type Changing = { revision: number | undefined; merged: boolean; anew: boolean; actor: string; now: Date }

async function change(
  tx: Sql,
  id: string,
  input: PlanInput,
  { revision, merged, anew, actor, now }: Changing,
) {
  const plan = found(await lockPlan(tx, id), id)
  mustBeRevision(plan, revision)
  mustNotBeInReview(plan)
  if (input.canvas || input.settings || input.type) mustAllow(plan, "edit")
  if (plan.version !== null && input.type && input.type !== plan.type)
    throw new Refused([refusePlan("plan/type-stays", "type")])
  // It says which limits hold for what runs already.
  if (plan.version !== null && input.category && input.category !== plan.category)
    await mustNeedNoApprovalOfCategory(tx)
  const changed = await updateDraft(tx, { ...plan, ...input }, now)
  await keepDraft(tx, plan, changed, { actor, now, how: merged ? "merged" : "drawn", anew })
  return changed
}
