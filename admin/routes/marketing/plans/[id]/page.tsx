import { PlanPage } from "../../../../plans/plan-page"

export const handle = { breadcrumb: (match?: { params: { id?: string } }) => match?.params.id ?? "" }

export default PlanPage
