import { useState } from "react"
import { type Plan, usePlanReport, usePlanRuns } from "../api/plans"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { Answer, LoadingPage } from "../page/states"
import { Failures } from "./failures"
import { Funnel } from "./funnel"
import { KeyFigures, MoreFigures } from "./key-figures"
import { SplitTests } from "./split-tests"
import { Targets } from "./targets"

const ALL = "all"

/** What the plan brought, all of it or one run. */
export function PlanReportTab({ plan }: { plan: Plan }) {
  const { t, time } = useText()
  const [run, setRun] = useState(ALL)
  const runs = usePlanRuns(plan)
  const asked = usePlanReport(plan, run === ALL ? undefined : run)
  const list = runs.data?.runs ?? []
  if (!asked.data && asked.isPending) return <LoadingPage />
  return (
    <Answer asked={asked} rows={8}>
      {({ report }) => (
        <>
          <Section
            title={t("report.title")}
            subtitle={t("report.subtitle", {
              at: time(report.as_of),
              basis: t(`plans.settings.${report.attribution.basis}`),
              count: report.attribution.window_days,
            })}
            actions={
              list.length > 1 ? (
                <Choose
                  label={t("report.run")}
                  className="w-56"
                  value={run}
                  options={[
                    { value: ALL, label: t("report.allRuns") },
                    ...list.map((r) => ({ value: r.id, label: time(r.due_at) })),
                  ]}
                  onChange={setRun}
                />
              ) : null
            }
          >
            <KeyFigures report={report} />
          </Section>
          <Targets report={report} />
          <SplitTests plan={plan} />
          <div className="grid items-start gap-3 xl:grid-cols-2">
            <div className="flex flex-col gap-y-3">
              <Funnel report={report} />
              <Failures report={report} />
            </div>
            <MoreFigures report={report} />
          </div>
        </>
      )}
    </Answer>
  )
}
