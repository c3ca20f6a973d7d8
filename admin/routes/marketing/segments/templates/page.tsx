import { Crumb } from "../../../../page/crumb"
import { SegmentGallery } from "../../../../segments/gallery/segment-gallery"

export const handle = { breadcrumb: () => <Crumb text="gallery.crumb" /> }

export default SegmentGallery
