import { ImportPage } from "../../../../imports/import-page"
import { ImportCrumb } from "../../../../page/crumb"

export const handle = {
  breadcrumb: (match?: { params: { id?: string } }) => <ImportCrumb id={match?.params.id} />,
}

export default ImportPage
