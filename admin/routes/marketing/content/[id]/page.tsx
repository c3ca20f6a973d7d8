import { TemplatePage } from "../../../../content/template-page"

export const handle = { breadcrumb: (match?: { params: { id?: string } }) => match?.params.id ?? "" }

export default TemplatePage
