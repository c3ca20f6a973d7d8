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
  const canvas: Tab = {
    id: "canvas",
    label: t("plans.tabs.canvas"),
    content: () => <PlanCanvasTab plan={plan} />,
  }
  const began: Tab[] = [
    { id: "report", label: t("plans.tabs.report"), content: () => <PlanReportTab plan={plan} /> },
    { id: "people", label: t("plans.tabs.people"), content: () => <PlanPeople plan={plan} /> },
    { id: "runs", label: t("plans.tabs.runs"), content: () => <PlanRuns plan={plan} /> },
  ]
  const rest: Tab[] = [
    {
      id: "settings",
      label: t("plans.tabs.settings"),
      content: () => <PlanSettingsTab key={plan.revision} plan={plan} />,
    },
    { id: "log", label: t("plans.tabs.log"), content: () => <PlanLog plan={plan} /> },
  ]
  return (
    <NodeNames.Provider value={useNodeNames(plan)}>
      <div className="flex flex-col gap-y-3">
        <PlanHeader plan={plan} />
        <UrlTabs label={plan.name} tabs={[canvas, ...(plan.version === null ? [] : began), ...rest]} />
      </div>
    </NodeNames.Provider>
  )
}
