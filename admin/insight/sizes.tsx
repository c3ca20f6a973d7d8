import { Table, Text } from "@medusajs/ui"
import { lazy, Suspense } from "react"
import type { DailySize } from "../../src/core/insight/insight"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { LoadingRows } from "../page/states"

// Charts are a chunk of their own, loaded when there is something to draw.
const SizeChart = lazy(() => import("./size-chart"))

/** How many people were in the segment at the end of each day, as a picture and as a table. */
export function Sizes({ trend }: { trend: DailySize[] }) {
  const { t, number, day } = useText()
  const [first, last] = [trend[0], trend.at(-1)]
  return (
    <Section title={t("insight.trend")} subtitle={t("insight.trendText")}>
      {first && last ? (
        <>
          <div
            className="px-2 py-4"
            role="img"
            aria-label={t("insight.trendSummary", {
              from: number(first.size),
              first: day(first.day),
              to: number(last.size),
              last: day(last.day),
            })}
          >
            <Suspense fallback={<LoadingRows rows={3} />}>
              <SizeChart trend={trend} />
            </Suspense>
          </div>
          <details>
            <summary className="txt-compact-small text-ui-fg-subtle hover:text-ui-fg-base cursor-pointer px-6 py-3">
              {t("insight.asTable")}
            </summary>
            <div className="max-h-[320px] overflow-y-auto">
              <Table aria-label={t("insight.trend")}>
                <Table.Header>
                  <Table.Row>
                    <Table.HeaderCell>{t("insight.day")}</Table.HeaderCell>
                    <Table.HeaderCell className="text-end">{t("insight.size")}</Table.HeaderCell>
                    <Table.HeaderCell className="text-end">{t("insight.entered")}</Table.HeaderCell>
                    <Table.HeaderCell className="text-end">{t("insight.left")}</Table.HeaderCell>
                  </Table.Row>
                </Table.Header>
                <Table.Body>
                  {[...trend].reverse().map((one) => (
                    <Table.Row key={one.day}>
                      <Table.Cell>{day(one.day)}</Table.Cell>
                      <Table.Cell className="text-end tabular-nums">{number(one.size)}</Table.Cell>
                      <Table.Cell className="text-end tabular-nums">{number(one.entered)}</Table.Cell>
                      <Table.Cell className="text-end tabular-nums">{number(one.left)}</Table.Cell>
                    </Table.Row>
                  ))}
                </Table.Body>
              </Table>
            </div>
          </details>
        </>
      ) : (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("insight.noTrend")}
        </Text>
      )}
    </Section>
  )
}
