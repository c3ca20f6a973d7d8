import { defineRouteConfig } from "@medusajs/admin-sdk"
import { TemplateList } from "../../../content/template-list"
import { Crumb } from "../../../page/crumb"

export const config = defineRouteConfig({ label: "nav.content", translationNs: "marketing", rank: 4 })
export const handle = { breadcrumb: () => <Crumb text="nav.content" /> }

export default TemplateList
