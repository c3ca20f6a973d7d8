import { TemplateCreate } from "../../../../content/template-page"
import { Crumb } from "../../../../page/crumb"

export const handle = { breadcrumb: () => <Crumb text="content.new" /> }

export default TemplateCreate
