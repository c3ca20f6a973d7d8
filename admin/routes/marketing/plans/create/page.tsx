import { Crumb } from "../../../../page/crumb"
import { PlanWizard } from "../../../../plans/wizard/plan-wizard"

export const handle = { breadcrumb: () => <Crumb text="plans.new" /> }

export default PlanWizard
