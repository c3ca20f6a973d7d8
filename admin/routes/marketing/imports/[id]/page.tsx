import { ImportPage } from "../../../../imports/import-page"

export const handle = { breadcrumb: (match?: { params: { id?: string } }) => match?.params.id ?? "" }

export default ImportPage
