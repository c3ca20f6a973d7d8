import { Tabs } from "@medusajs/ui"
import { type ReactNode, useState } from "react"
import type { Both, Insight } from "../../src/core/insight/insight"
import { useText } from "../i18n/use-text"
import { useDirection } from "../page/direction"
import { Section } from "../page/section"
import { type PlaceKind, peopleOf, useProfileRows } from "./profile-rows"
import { Pairs, type Row, Spread, useGroupNames } from "./spread"

export function Profile({ insight }: { insight: Insight }) {
  const { t, time } = useText()
  const names = useGroupNames(insight)
  const { refreshed_at } = insight.segment
  const rows = useProfileRows(insight)
  const of = peopleOf(insight)
  return (
    <Section
      title={t("insight.profile")}
      subtitle={refreshed_at ? t("insight.asOf", { at: time(refreshed_at) }) : t("insight.neverRefreshed")}
    >
      <Pairs>
        <Spread title={t("insight.gender")} rows={rows.gender} of={of} names={names} />
        <Spread
          title={t("insight.paid")}
          text={t("insight.paidText")}
          rows={rows.paid}
          of={of}
          names={names}
        />
        <Spread title={t("insight.age")} rows={rows.age} of={of} names={names} />
        <Region places={rows.places} of={of} names={names} />
        <Spread title={t("insight.stage")} rows={rows.stage} of={of} names={names} />
        <Spread title={t("insight.tier")} rows={rows.tier} of={of} names={names} />
        <Spread title={t("insight.rfm")} rows={rows.rfm} of={of} names={names} />
      </Pairs>
    </Section>
  )
}

function Region({
  places,
  of,
  names,
}: {
  places: { kind: PlaceKind; rows: Row[] }[]
  of: Both
  names: { segment: string; compare: string }
}) {
  const { t } = useText()
  const direction = useDirection()
  const [chosen, choose] = useState<PlaceKind>("country")
  const shown = places.find(({ kind }) => kind === chosen) ?? places[0]!
  const shares = (more: ReactNode) => (
    <Spread title={t("insight.region")} rows={shown.rows} of={of} names={names} more={more} />
  )
  if (places.length < 2) return shares(null)
  return (
    <Tabs value={shown.kind} onValueChange={(next) => choose(next as PlaceKind)} dir={direction}>
      <Tabs.Content value={shown.kind}>
        {shares(
          <Tabs.List aria-label={t("insight.region")}>
            {places.map(({ kind }) => (
              <Tabs.Trigger key={kind} value={kind} className="py-1">
                {t(`insight.places.${kind}`)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>,
        )}
      </Tabs.Content>
    </Tabs>
  )
}
