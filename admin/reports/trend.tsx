import { lazy, Suspense } from "react"
import type { Overview } from "../api/overview"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { LoadingRows } from "../page/states"
import { daily } from "./daily"

// Charts are a chunk of their own, loaded when there is something to draw.
const TrendChart = lazy(() => import("./trend-chart"))

export function Trend({ overview }: { overview: Overview }) {
  const { t } = useText()
  const currency = overview.trend[0]?.currency
  if (!currency) return null
  const points = daily(
    overview.trend.filter((point) => point.currency === currency),
    overview.as_of,
    overview.days,
  )
  return (
    <Section title={t("overview.trend", { currency: currency.toUpperCase() })}>
      <div className="px-2 py-4">
        <Suspense fallback={<LoadingRows rows={3} />}>
          <TrendChart points={points} currency={currency} />
        </Suspense>
      </div>
    </Section>
  )
}
