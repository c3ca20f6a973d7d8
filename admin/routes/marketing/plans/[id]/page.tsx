import { PlanCrumb } from "../../../../page/crumb"
import { PlanPage } from "../../../../plans/plan-page"

export const handle = {
  breadcrumb: (match?: { params: { id?: string } }) => <PlanCrumb id={match?.params.id} />,
}

export default PlanPage
