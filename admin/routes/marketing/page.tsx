import { defineRouteConfig } from "@medusajs/admin-sdk"
import { CursorArrowRays } from "@medusajs/icons"
import { Crumb } from "../../page/crumb"
import { Overview } from "../../reports/overview"

export const config = defineRouteConfig({
  label: "nav.marketing",
  icon: CursorArrowRays,
  translationNs: "marketing",
})
export const handle = { breadcrumb: () => <Crumb text="nav.marketing" /> }

export default Overview
