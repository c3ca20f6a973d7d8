import type { Insight } from "../../src/core/insight/insight"
import { fromMinor } from "../../src/core/money"
import { useText } from "../i18n/use-text"
import { everyoneIn, useConsumptionRows } from "./consumption-rows"
import { type Figure, figuresCsv } from "./figures-csv"
import { peopleOf, useProfileRows } from "./profile-rows"
import { type Row, useGroupNames } from "./spread"

/** All figures of a segment's insight as a file, in the words of the page. */
export function useFigures(insight: Insight): () => string {
  const { t } = useText()
  const names = useGroupNames(insight)
  const profile = useProfileRows(insight)
  const consumption = useConsumptionRows(insight)
  const of = peopleOf(insight)
  const currency = insight.consumption.currency.toUpperCase()
  const ofAll = (title: string, rows: Row[]): Figure => ({ title, rows, of })
  const ofSome = (title: string, rows: Row[]): Figure => ({ title, rows, of: everyoneIn(rows) })
  const figures = (): Figure[] => [
    ofAll(t("insight.gender"), profile.gender),
    ofAll(t("insight.paid"), profile.paid),
    ofAll(t("insight.age"), profile.age),
    ...profile.places.map(({ kind, rows }) => ofAll(t(`insight.places.${kind}`), rows)),
    ofAll(t("insight.stage"), profile.stage),
    ofAll(t("insight.tier"), profile.tier),
    ofAll(t("insight.rfm"), profile.rfm),
    ofAll(t("insight.purchases"), consumption.purchases),
    ofSome(t("insight.average", { currency }), consumption.average),
    ofSome(t("insight.discount", { currency }), consumption.discount),
    ofSome(t("insight.dwellTime"), consumption.dwell),
    ofAll(
      t("insight.products"),
      insight.products.map(({ product_id, title, buyers }) => ({ key: product_id, name: title, ...buyers })),
    ),
    ...paidFor(insight).map(({ currency, rows }) => ({
      title: t("insight.paidForProducts", { currency: currency.toUpperCase() }),
      rows,
    })),
    {
      title: t("insight.overlap"),
      rows: insight.overlap.map(({ name, shared }) => ({ name, segment: shared })),
      of,
    },
    { title: t("insight.trend"), rows: insight.trend.map(({ day, size }) => ({ name: day, segment: size })) },
  ]
  const share = t("insight.share")
  const heads = [t("insight.figure"), t("insight.value"), names.segment, share, names.compare, share]
  return () => figuresCsv(heads, figures())
}

/** What was paid for the top products, by currency, in whole units. */
function paidFor({ products }: Insight): { currency: string; rows: Figure["rows"] }[] {
  const currencies = [
    ...new Set(products.flatMap(({ amounts }) => amounts.map((one) => one.currency))),
  ].sort()
  return currencies.map((currency) => ({
    currency,
    rows: products.flatMap(({ title, amounts }) => {
      const paid = amounts.find((one) => one.currency === currency)
      const whole = (minor: number) => Number(fromMinor(minor, currency))
      return paid ? [{ name: title, segment: whole(paid.segment), compare: whole(paid.compare) }] : []
    }),
  }))
}
