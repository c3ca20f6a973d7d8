import type { Band, Both, Insight } from "../../src/core/insight/insight"
import { useText } from "../i18n/use-text"
import type { Row } from "./spread"

type Known = Band & { from: number }

/** What both groups buy and how long they stay, each band by its name. */
export function useConsumptionRows({ consumption }: Insight) {
  const { t, percent, briefMoney } = useText()
  const { currency, purchases, average, discount, dwell_time } = consumption
  const rows = (bands: Band[], nameOf: (band: Known) => string): Row[] =>
    bands.map((band) => ({
      key: `${band.from}-${band.to}`,
      name: nameOf({ ...band, from: band.from ?? 0 }),
      segment: band.segment,
      compare: band.compare,
    }))
  const span = (from: string, to: string | null) =>
    to === null ? t("insight.orMore", { from }) : from === to ? from : t("insight.fromTo", { from, to })
  const money = (minor: number) => briefMoney(minor, currency)
  const discountName = ({ from, to }: Known) => {
    if (to === 0) return t("insight.noDiscount")
    if (to === null) return span(percent(from / 100), null)
    return from === 0 ? t("insight.below", { to: percent(to / 100) }) : span(String(from), percent(to / 100))
  }
  const time = (seconds: number) =>
    seconds < 3600 ? t("insight.minutes", { n: seconds / 60 }) : t("insight.hours", { n: seconds / 3600 })
  const dwellName = ({ from, to }: Known) => {
    if (to !== null && from === 0) return t("insight.below", { to: time(to) })
    return span(time(from), to === null ? null : time(to))
  }
  return {
    purchases: rows(purchases, ({ from, to }) => span(String(from), to === null ? null : String(to - 1))),
    average: rows(average, ({ from, to }) => span(money(from), to === null ? null : money(to))),
    discount: rows(discount, discountName),
    /** Empty: nobody's stay is known. */
    dwell: rows(dwell_time ?? [], dwellName),
  }
}

/** How many people the rows hold: where some are left out, shares are of these. */
export const everyoneIn = (rows: Row[]): Both => ({
  segment: rows.reduce((all, row) => all + row.segment, 0),
  compare: rows.reduce((all, row) => all + row.compare, 0),
})
