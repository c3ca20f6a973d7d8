import { Text } from "@medusajs/ui"
import { useAnalysis } from "../api/plan-nodes"
import { useText } from "../i18n/use-text"
import { Failed } from "../page/states"

/** What an analysis card measured of the people who came past it. */
export function AnalysisHere(at: { plan_id: string; node: string }) {
  const { t, number, money } = useText()
  const asked = useAnalysis(at)
  if (asked.error) return <Failed error={asked.error} retry={() => void asked.refetch()} />
  if (!asked.data) return null
  const { analysis } = asked.data
  const rows = [
    { text: t("canvas.analysis.past"), value: number(analysis.heads) },
    { text: t("canvas.analysis.visited"), value: number(analysis.visited) },
    { text: t("canvas.analysis.carted"), value: number(analysis.carted) },
    ...analysis.orders.map(({ currency, heads, orders, amount }) => ({
      text: t("canvas.analysis.bought", { people: number(heads), orders: number(orders) }),
      value: money(amount, currency),
    })),
  ]
  return (
    <section className="border-ui-border-base flex flex-col gap-y-2 rounded-lg border p-4">
      <Text size="small" weight="plus">
        {t("canvas.analysis.title", { count: analysis.window_days })}
      </Text>
      <dl className="flex flex-col gap-y-1">
        {rows.map(({ text, value }) => (
          <div key={`${text} ${value}`} className="txt-compact-small flex justify-between gap-x-4">
            <dt className="text-ui-fg-subtle">{text}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {analysis.still_measured > 0 ? (
        <Text size="small" className="text-ui-fg-subtle">
          {t("canvas.analysis.still", {
            count: analysis.still_measured,
            shown: number(analysis.still_measured),
          })}
        </Text>
      ) : null}
    </section>
  )
}
