import { useParams } from "react-router-dom"
import { type Plan, usePlan } from "../api/plans"
import { useText } from "../i18n/use-text"
import { NodeNames } from "../page/problem-text"
import { Failed, LoadingPage } from "../page/states"
import { type Tab, UrlTabs } from "../page/url-tabs"
import { PlanReportTab } from "../reports/plan-report"
import { useNodeNames } from "./node-names"
import { PlanCanvasTab } from "./plan-canvas-tab"
import { PlanHeader } from "./plan-header"
import { PlanLog } from "./plan-log"
import { PlanPeople } from "./plan-people"
import { PlanRuns } from "./plan-runs"
import { PlanSettingsTab } from "./plan-settings-tab"
import { useRunning } from "./running-version"
import { PlanVersions } from "./versions/plan-versions"

export function PlanPage() {
  const { id } = useParams()
  const asked = usePlan(id)
  if (!asked.data)
    return asked.isPending ? (
      <LoadingPage />
    ) : (
      <Failed error={asked.error} retry={() => void asked.refetch()} />
    )
  return <Loaded plan={asked.data.plan} />
}

function Loaded({ plan }: { plan: Plan }) {
  const { t } = useText()
  const running = useRunning(plan)
  const [drafted, ran] = [useNodeNames(plan.canvas), useNodeNames(running.canvas)]
  const canvas: Tab = {
    id: "canvas",
    label: t("plans.tabs.canvas"),
    content: () => <PlanCanvasTab plan={plan} running={running} />,
  }
  const began: Tab[] = [
    { id: "report", label: t("plans.tabs.report"), content: () => <PlanReportTab plan={running} /> },
    {
      id: "people",
      label: t("plans.tabs.people"),
      content: () => <PlanPeople plan={plan} running={running} />,
    },
    { id: "runs", label: t("plans.tabs.runs"), content: () => <PlanRuns plan={plan} /> },
    { id: "versions", label: t("plans.tabs.versions"), content: () => <PlanVersions plan={plan} /> },
  ]
  const rest: Tab[] = [
    {
      id: "settings",
      label: t("plans.tabs.settings"),
      content: () => <PlanSettingsTab plan={plan} />,
    },
    { id: "log", label: t("plans.tabs.log"), content: () => <PlanLog plan={plan} /> },
  ]
  return (
    <NodeNames.Provider value={(id) => ran(id) ?? drafted(id)}>
      <div className="flex flex-col gap-y-3">
        <PlanHeader plan={plan} running={running} />
        <UrlTabs label={plan.name} tabs={[canvas, ...(plan.version === null ? [] : began), ...rest]} />
      </div>
    </NodeNames.Provider>
  )
}
