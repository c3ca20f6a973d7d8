import { defineRouteConfig } from "@medusajs/admin-sdk"
import { ImportList } from "../../../imports/import-list"
import { Crumb } from "../../../page/crumb"

export const config = defineRouteConfig({ label: "nav.imports", translationNs: "marketing", rank: 6 })
export const handle = { breadcrumb: () => <Crumb text="nav.imports" /> }

export default ImportList
