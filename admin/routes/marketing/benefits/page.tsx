import { defineRouteConfig } from "@medusajs/admin-sdk"
import { BenefitsPage } from "../../../benefits/benefits-page"
import { Crumb } from "../../../page/crumb"

export const config = defineRouteConfig({ label: "nav.benefits", translationNs: "marketing", rank: 3 })
export const handle = { breadcrumb: () => <Crumb text="nav.benefits" /> }

export default BenefitsPage
