import { StatusBadge, Table } from "@medusajs/ui"
import { type Plan, type Run, usePlanRuns } from "../api/plans"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { ShowMore, useSome } from "../page/show-more"
import { Answer, Nothing } from "../page/states"
import { useScheduleText } from "./schedule/schedule-text"

const COLOR = {
  scheduled: "blue",
  enrolling: "orange",
  running: "green",
  ended: "purple",
  cancelled: "red",
} as const satisfies Record<Run["state"], string>

export function PlanRuns({ plan }: { plan: Plan }) {
  const { t, time, number } = useText()
  const { wall } = useScheduleText()
  const { limit, more } = useSome()
  const asked = usePlanRuns(plan, limit)
  return (
    <Section title={t("plans.tabs.runs")} subtitle={t("plans.runsText")}>
      <Answer asked={asked}>
        {({ runs, count }) =>
          runs.length === 0 ? (
            <Nothing title={t("plans.noRuns")} />
          ) : (
            <>
              <Table>
                <Table.Header>
                  <Table.Row>
                    <Table.HeaderCell>{t("plans.state")}</Table.HeaderCell>
                    <Table.HeaderCell>{t("plans.due")}</Table.HeaderCell>
                    <Table.HeaderCell className="text-end">{t("plans.entered")}</Table.HeaderCell>
                    <Table.HeaderCell className="text-end">{t("plans.inside")}</Table.HeaderCell>
                    <Table.HeaderCell>{t("plans.started")}</Table.HeaderCell>
                    <Table.HeaderCell>{t("plans.endedAt")}</Table.HeaderCell>
                    <Table.HeaderCell className="text-end">{t("plans.version")}</Table.HeaderCell>
                  </Table.Row>
                </Table.Header>
                <Table.Body>
                  {runs.map((run) => (
                    <Table.Row key={run.id}>
                      <Table.Cell>
                        <StatusBadge color={COLOR[run.state]}>
                          {t(`plans.runStates.${run.state}`)}
                        </StatusBadge>
                        {run.reason ? (
                          <span className="txt-compact-xsmall text-ui-fg-error block whitespace-normal break-words">
                            {t("plans.heldUp", { reason: run.reason })}
                          </span>
                        ) : null}
                      </Table.Cell>
                      <Table.Cell>
                        {plan.type === "recurring" ? wall(run.slot) : time(run.due_at)}
                        {run.missed > 0 ? (
                          <span className="txt-compact-xsmall text-ui-fg-subtle block">
                            {t("plans.missed", { count: run.missed })}
                          </span>
                        ) : null}
                      </Table.Cell>
                      <Table.Cell className="text-end tabular-nums">
                        {run.state === "scheduled"
                          ? "–"
                          : number(run.inside + run.through + run.left + run.held_out)}
                      </Table.Cell>
                      <Table.Cell className="text-end tabular-nums">
                        {run.state === "scheduled" ? "–" : number(run.inside)}
                      </Table.Cell>
                      <Table.Cell>{time(run.started_at)}</Table.Cell>
                      <Table.Cell>{time(run.ended_at)}</Table.Cell>
                      <Table.Cell className="text-end">{run.version}</Table.Cell>
                    </Table.Row>
                  ))}
                </Table.Body>
              </Table>
              <ShowMore shown={runs.length} count={count} more={more} />
            </>
          )
        }
      </Answer>
    </Section>
  )
}
