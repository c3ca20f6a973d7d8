import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
  MiddlewareRoute,
} from "@medusajs/framework/http"
import { createCouponTemplateWorkflow } from "../workflows/create-coupon-template"
import { publishPlanWorkflow } from "../workflows/publish-plan"

const OURS = new Set([publishPlanWorkflow, createCouponTemplateWorkflow].map((flow) => flow.getName()))

const REFUSED = {
  type: "forbidden",
  message:
    "Workflows of marketing are not run from here, since their input says in whose name they act. Use the routes below /admin/marketing.",
}

function keepToOurRoutes(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  if (OURS.has(req.params.workflow_id ?? "")) res.status(403).json(REFUSED)
  else next()
}

/** The core runs any workflow with any input; ours trust theirs, as our routes take it from the session. */
export const workflowMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/admin/workflows-executions/:workflow_id/*",
    methods: ["POST"],
    middlewares: [keepToOurRoutes],
  },
]
