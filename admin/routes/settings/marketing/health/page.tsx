import { HealthPage } from "../../../../health/health-page"
import { Crumb } from "../../../../page/crumb"

export const handle = { breadcrumb: () => <Crumb text="health.title" /> }

export default HealthPage
