import { PersonCrumb } from "../../../../../../page/crumb"
import { PathPage } from "../../../../../../path/path-page"

export const handle = {
  breadcrumb: (match?: { params: { id?: string; customer_id?: string } }) => (
    <PersonCrumb plan_id={match?.params.id} customer_id={match?.params.customer_id} />
  ),
}

export default PathPage
