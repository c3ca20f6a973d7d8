import { Table, Text } from "@medusajs/ui"
import type { PlanReport } from "../../src/core/report/plan-report"
import { useChannels } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"

/** Why messages did not arrive. */
export function Failures({ report }: { report: PlanReport }) {
  const { t, number, label } = useText()
  const channels = useChannels()
  return (
    <Section title={t("report.failures")} subtitle={t("report.failuresText")}>
      {report.failures.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("report.noFailures")}
        </Text>
      ) : (
        <Table>
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell>{t("report.reason")}</Table.HeaderCell>
              <Table.HeaderCell>{t("content.channel")}</Table.HeaderCell>
              <Table.HeaderCell className="text-end">{t("report.count")}</Table.HeaderCell>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {report.failures.map((failure) => (
              <Table.Row key={`${failure.channel} ${failure.state} ${failure.reason}`}>
                <Table.Cell>
                  {t(`report.reasons.${failure.reason}`, {
                    defaultValue: failure.reason.replaceAll("_", " "),
                  })}
                  <span className="text-ui-fg-subtle"> · {t(`report.sendStates.${failure.state}`)}</span>
                </Table.Cell>
                <Table.Cell>
                  {label(channels.data?.channels.find((c) => c.id === failure.channel)?.label) ||
                    failure.channel}
                </Table.Cell>
                <Table.Cell className="text-end tabular-nums">{number(failure.count)}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      )}
    </Section>
  )
}
