import { TemplatePage } from "../../../../content/template-page"
import { TemplateCrumb } from "../../../../page/crumb"

export const handle = {
  breadcrumb: (match?: { params: { id?: string } }) => <TemplateCrumb id={match?.params.id} />,
}

export default TemplatePage
