import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Crumb } from "../../../page/crumb"
import { PlanList } from "../../../plans/plan-list"

export const config = defineRouteConfig({ label: "nav.plans", translationNs: "marketing", rank: 1 })
export const handle = { breadcrumb: () => <Crumb text="nav.plans" /> }

export default PlanList
