import { Heading, Text } from "@medusajs/ui"
import type { Insight } from "../../src/core/insight/insight"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { everyoneIn, useConsumptionRows } from "./consumption-rows"
import { peopleOf } from "./profile-rows"
import { Pairs, type Row, Spread, useGroupNames } from "./spread"

export function Consumption({ insight }: { insight: Insight }) {
  const { t } = useText()
  const names = useGroupNames(insight)
  const rows = useConsumptionRows(insight)
  const currency = insight.consumption.currency.toUpperCase()
  return (
    <Section title={t("insight.consumption")} subtitle={t("insight.consumptionText")}>
      <Pairs>
        <Spread
          title={t("insight.purchases")}
          text={t("insight.purchasesText")}
          rows={rows.purchases}
          of={peopleOf(insight)}
          names={names}
        />
        <OfSome
          title={t("insight.average", { currency })}
          text={t("insight.averageText", { currency })}
          rows={rows.average}
          names={names}
          nobody={t("insight.noPurchases")}
        />
        <OfSome
          title={t("insight.discount", { currency })}
          text={t("insight.discountText", { currency })}
          rows={rows.discount}
          names={names}
          nobody={t("insight.noPurchases")}
        />
        <OfSome
          title={t("insight.dwellTime")}
          text={t("insight.dwellTimeText")}
          rows={rows.dwell}
          names={names}
          nobody={t("insight.dwellTimeMissing")}
        />
      </Pairs>
    </Section>
  )
}

/** Of those of whom it is known, e.g. who bought in the main currency. */
function OfSome({
  rows,
  nobody,
  ...rest
}: {
  title: string
  text: string
  rows: Row[]
  names: { segment: string; compare: string }
  /** What is said when there are none. */
  nobody: string
}) {
  const of = everyoneIn(rows)
  if (of.segment + of.compare > 0) return <Spread rows={rows} of={of} {...rest} />
  return (
    <div className="flex flex-col gap-y-3 px-6 py-5">
      <Heading level="h3" className="flex min-h-8 items-center">
        {rest.title}
      </Heading>
      <Text size="small" className="text-ui-fg-subtle">
        {nobody}
      </Text>
    </div>
  )
}
