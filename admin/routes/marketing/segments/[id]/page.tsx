import { SegmentCrumb } from "../../../../page/crumb"
import { SegmentPage } from "../../../../segments/segment-page"

export const handle = {
  breadcrumb: (match?: { params: { id?: string } }) => <SegmentCrumb id={match?.params.id} />,
}

export default SegmentPage
