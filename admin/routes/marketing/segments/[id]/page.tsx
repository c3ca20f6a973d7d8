import { SegmentPage } from "../../../../segments/segment-page"

export const handle = { breadcrumb: (match?: { params: { id?: string } }) => match?.params.id ?? "" }

export default SegmentPage
