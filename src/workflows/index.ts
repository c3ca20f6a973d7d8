export { createCouponTemplateWorkflow } from "./create-coupon-template"
export { publishPlanWorkflow } from "./publish-plan"
