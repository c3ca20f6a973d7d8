import { Crumb } from "../../../../page/crumb"
import { PlanGallery } from "../../../../plans/gallery/plan-gallery"

export const handle = { breadcrumb: () => <Crumb text="planGallery.crumb" /> }

export default PlanGallery
