import { Heading, Text } from "@medusajs/ui"
import type { Band, Both, Insight } from "../../src/core/insight/insight"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { peopleOf } from "./profile"
import { Pairs, type Row, Spread, useGroupNames } from "./spread"

export function Consumption({ insight }: { insight: Insight }) {
  const { t, percent, briefMoney } = useText()
  const names = useGroupNames(insight)
  const { currency, purchases, average, discount } = insight.consumption
  const rows = (bands: Band[], nameOf: (band: Band & { from: number }) => string): Row[] =>
    bands.map((band) => ({
      key: `${band.from}-${band.to}`,
      name: nameOf({ ...band, from: band.from ?? 0 }),
      segment: band.segment,
      compare: band.compare,
    }))
  const span = (from: string, to: string | null) =>
    to === null ? t("insight.orMore", { from }) : from === to ? from : t("insight.fromTo", { from, to })
  const money = (minor: number) => briefMoney(minor, currency)
  const discountName = ({ from, to }: Band & { from: number }) => {
    if (to === 0) return t("insight.noDiscount")
    if (to === null) return span(percent(from / 100), null)
    return from === 0 ? t("insight.below", { to: percent(to / 100) }) : span(String(from), percent(to / 100))
  }
  const upper = currency.toUpperCase()
  return (
    <Section title={t("insight.consumption")} subtitle={t("insight.consumptionText")}>
      <Pairs>
        <Spread
          title={t("insight.purchases")}
          text={t("insight.purchasesText")}
          rows={rows(purchases, ({ from, to }) => span(String(from), to === null ? null : String(to - 1)))}
          of={peopleOf(insight)}
          names={names}
        />
        <Buyers
          title={t("insight.average", { currency: upper })}
          text={t("insight.averageText", { currency: upper })}
          rows={rows(average, ({ from, to }) => span(money(from), to === null ? null : money(to)))}
          names={names}
        />
        <Buyers
          title={t("insight.discount", { currency: upper })}
          text={t("insight.discountText", { currency: upper })}
          rows={rows(discount, discountName)}
          names={names}
        />
        <div className="flex flex-col gap-y-3 px-6 py-5 opacity-60" aria-disabled>
          <Heading level="h3" className="flex min-h-8 items-center">
            {t("insight.dwellTime")}
          </Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {t("insight.dwellTimeMissing")}
          </Text>
        </div>
      </Pairs>
    </Section>
  )
}

/** Of whoever bought in the main currency. */
function Buyers({
  rows,
  ...rest
}: {
  title: string
  text: string
  rows: Row[]
  names: { segment: string; compare: string }
}) {
  const { t } = useText()
  const sum = (group: keyof Both) => rows.reduce((all, row) => all + row[group], 0)
  const of = { segment: sum("segment"), compare: sum("compare") }
  if (of.segment + of.compare > 0) return <Spread rows={rows} of={of} {...rest} />
  return (
    <div className="flex flex-col gap-y-3 px-6 py-5">
      <Heading level="h3" className="flex min-h-8 items-center">
        {rest.title}
      </Heading>
      <Text size="small" className="text-ui-fg-subtle">
        {t("insight.noPurchases")}
      </Text>
    </div>
  )
}
