import { generateEntityId } from "@medusajs/framework/utils"
import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { createPromotionsWorkflow } from "@medusajs/medusa/core-flows"
import { type CouponTemplateInput, promotionFor } from "../benefits/coupon/template"
import { MARKETING } from "../modules/marketing/name"
import type { MarketingService } from "../modules/marketing/service"

type Input = { template: CouponTemplateInput; created_by: string | null }
type Kept = { id: string; code: string; promotion_id: string } & Input

const nameTemplateStep = createStep("name-coupon-template", async ({ template }: Input) => {
  const id = generateEntityId(undefined, "mkcoup")
  // The last characters of a ULID are random: 50 bits. The code is no secret, it only must not collide.
  return new StepResponse({ id, code: template.code ?? `C-${id.slice(-10).toUpperCase()}` })
})

const keepTemplateStep = createStep(
  "keep-coupon-template",
  async ({ template, ...kept }: Kept, { container }) => {
    const { discount, scope, minimum, ...rest } = template
    await container.resolve<MarketingService>(MARKETING).verbs.saveCouponTemplate({
      id: kept.id,
      code: kept.code,
      promotion_id: kept.promotion_id,
      created_by: kept.created_by,
      name: rest.name,
      value: { discount, scope, minimum: minimum ?? null },
      valid_days: rest.valid_days ?? null,
      valid_until: rest.valid_until ?? null,
      grant_limit: rest.grant_limit ?? null,
    })
    return new StepResponse(kept.id, kept.id)
  },
  async (id, { container }) => {
    if (id) await container.resolve<MarketingService>(MARKETING).verbs.forgetCouponTemplate(id)
  },
)

/** Makes a coupon template and the one Medusa promotion that computes its discount. Answers the template's id. */
export const createCouponTemplateWorkflow = createWorkflow("create-coupon-template", (input: Input) => {
  const named = nameTemplateStep(input)
  const promotionsData = transform({ input, named }, ({ input, named }) => [
    promotionFor(input.template, named),
  ])
  const promotions = createPromotionsWorkflow.runAsStep({ input: { promotionsData } })
  const kept = transform({ input, named, promotions }, ({ input, named, promotions }) => ({
    ...input,
    ...named,
    promotion_id: promotions[0]!.id,
  }))
  return new WorkflowResponse(keepTemplateStep(kept))
})
