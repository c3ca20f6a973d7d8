import { defineRouteConfig } from "@medusajs/admin-sdk"
import { LifecyclePage } from "../../../lifecycle/lifecycle-page"
import { Crumb } from "../../../page/crumb"

export const config = defineRouteConfig({ label: "nav.marketing", translationNs: "marketing" })
export const handle = { breadcrumb: () => <Crumb text="nav.marketing" /> }

export default LifecyclePage
