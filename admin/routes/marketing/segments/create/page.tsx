import { Crumb } from "../../../../page/crumb"
import { SegmentCreate } from "../../../../segments/segment-create"

export const handle = { breadcrumb: () => <Crumb text="segments.new" /> }

export default SegmentCreate
