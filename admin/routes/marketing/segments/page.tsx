import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Crumb } from "../../../page/crumb"
import { SegmentList } from "../../../segments/segment-list"

export const config = defineRouteConfig({ label: "nav.segments", translationNs: "marketing", rank: 2 })
export const handle = { breadcrumb: () => <Crumb text="nav.segments" /> }

export default SegmentList
