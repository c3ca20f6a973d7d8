import {
  createHook,
  createStep,
  createWorkflow,
  StepResponse,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { MARKETING } from "../modules/marketing/name"
import type { MarketingService } from "../modules/marketing/service"

type Input = { plan_id: string; revision?: number; actor: string; note?: string; approve?: boolean }

const publishPlanStep = createStep(
  "publish-plan",
  async ({ plan_id, revision, actor, note, approve }: Input, { container }) => {
    // Field by field: whoever runs this gives the input, and may not say that something was approved before.
    const asked = { plan_id, revision, actor, note, approve }
    const plan = await container.resolve<MarketingService>(MARKETING).verbs.publishPlan(asked)
    return new StepResponse(plan, { plan_id, actor, version: plan.version ?? 1 })
  },
  // A version is never taken back, and whoever came in may have got something already: the plan is ended, or the version before it
  // is published again.
  async (published, { container }) => {
    if (!published) return
    const { verbs } = container.resolve<MarketingService>(MARKETING)
    const { version, ...of } = published
    const reason = "publishing was undone"
    if (version === 1) return void (await verbs.endPlan({ ...of, reason }))
    // At this revision only: a draft that somebody saves in between was approved by nobody.
    const { revision } = await verbs.restoreVersion({ ...of, version: version - 1 })
    await verbs.publishPlan({ ...of, revision, note: reason, was_approved: true })
  },
)

/**
 * Publishes a plan, or with `approve` what was submitted of it. `validate` may throw to forbid it; `planPublished` runs afterwards, and when it throws the plan is
 * ended again, or the version before is published again. Throws what the verb `publishPlan` throws.
 */
export const publishPlanWorkflow = createWorkflow("publish-marketing-plan", (input: Input) => {
  const validate = createHook("validate", { input })
  const plan = publishPlanStep(input)
  const planPublished = createHook("planPublished", { plan })
  return new WorkflowResponse(plan, { hooks: [validate, planPublished] })
})
