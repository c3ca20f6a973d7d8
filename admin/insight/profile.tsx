import { Tabs } from "@medusajs/ui"
import { type ReactNode, useState } from "react"
import type { Band, Bar, Both, Insight, Place } from "../../src/core/insight/insight"
import { RFM_LABELS, type RfmClass } from "../../src/core/lifecycle/rfm"
import { STAGE_LABELS, type Stage } from "../../src/core/lifecycle/stage"
import { useText } from "../i18n/use-text"
import { useDirection } from "../page/direction"
import { Section } from "../page/section"
import { Pairs, type Row, Spread, useGroupNames, withRest } from "./spread"

export function Profile({ insight }: { insight: Insight }) {
  const { t, label, time } = useText()
  const names = useGroupNames(insight)
  const { profile, segment } = insight
  const of = peopleOf(insight)
  const rows = (bars: Bar[], nameOf: (value: string) => string, unknown = t("insight.unknown")): Row[] =>
    bars.map(({ value, ...both }) => ({
      key: String(value),
      name: value === null ? unknown : nameOf(value),
      muted: value === null,
      ...both,
    }))
  const stageName = (stage: string) => label(STAGE_LABELS[stage as Stage])
  const className = (name: string) => label(RFM_LABELS[name as RfmClass])
  const tiers = rows(profile.tier, (tier) => tier, t("insight.noTier"))
  return (
    <Section
      title={t("insight.profile")}
      subtitle={
        segment.refreshed_at
          ? t("insight.asOf", { at: time(segment.refreshed_at) })
          : t("insight.neverRefreshed")
      }
    >
      <Pairs>
        <Spread
          title={t("insight.gender")}
          rows={rows(profile.gender, (value) => genderName(value, t))}
          of={of}
          names={names}
        />
        <Spread
          title={t("insight.paid")}
          text={t("insight.paidText")}
          rows={rows(profile.paid, (value) => t(`insight.paidStates.${value}`))}
          of={of}
          names={names}
        />
        <Spread title={t("insight.age")} rows={useAges(profile.age)} of={of} names={names} />
        <Region profile={profile} of={of} names={names} />
        <Spread
          title={t("insight.stage")}
          rows={rows(profile.stage, stageName, t("insight.noStage"))}
          of={of}
          names={names}
        />
        <Spread
          title={t("insight.tier")}
          rows={withRest(tiers, of, t("insight.others"))}
          of={of}
          names={names}
        />
        <Spread
          title={t("insight.rfm")}
          rows={rows(profile.rfm, className, t("insight.noClass")).filter(any)}
          of={of}
          names={names}
        />
      </Pairs>
    </Section>
  )
}

export const peopleOf = ({ segment, compare }: Insight): Both => ({
  segment: segment.people,
  compare: compare.people,
})

const any = (both: Both) => both.segment + both.compare > 0

const KNOWN_GENDERS = ["female", "male", "other"]
const genderName = (value: string, t: (key: string) => string) =>
  KNOWN_GENDERS.includes(value) ? t(`insight.genders.${value}`) : value

function useAges(bands: Band[]): Row[] {
  const { t } = useText()
  return bands.map(({ from, to, ...both }) => {
    const name =
      from === null
        ? t("insight.unknown")
        : to === null
          ? t("insight.ageFrom", { from })
          : from === 0
            ? t("insight.ageBelow", { to })
            : t("insight.ageBetween", { from, to: to - 1 })
    return { key: String(from), name, muted: from === null, ...both }
  })
}

const KINDS = ["country", "province", "city"] as const

/** Provinces and cities only where any are known. */
function Region({
  profile,
  of,
  names,
}: {
  profile: Insight["profile"]
  of: Both
  names: { segment: string; compare: string }
}) {
  const { t, locale } = useText()
  const direction = useDirection()
  const known = KINDS.filter(
    (kind) => kind === "country" || profile[kind].some((place) => place[kind] !== null),
  )
  const [chosen, choose] = useState<(typeof KINDS)[number]>("country")
  const kind = known.includes(chosen) ? chosen : "country"
  const nameOf = (place: Place) =>
    place[kind] === null ? t("insight.unknown") : placeName(place, kind, locale)
  const rows = profile[kind].map(({ segment, compare, ...place }) => ({
    key: JSON.stringify(place),
    name: nameOf({ ...place, segment, compare }),
    muted: place[kind] === null,
    segment,
    compare,
  }))
  const shares = (more: ReactNode) => (
    <Spread
      title={t("insight.region")}
      rows={withRest(rows, of, t("insight.others"))}
      of={of}
      names={names}
      more={more}
    />
  )
  if (known.length < 2) return shares(null)
  return (
    <Tabs value={kind} onValueChange={(next) => choose(next as typeof kind)} dir={direction}>
      <Tabs.Content value={kind}>
        {shares(
          <Tabs.List aria-label={t("insight.region")}>
            {known.map((one) => (
              <Tabs.Trigger key={one} value={one} className="py-1">
                {t(`insight.places.${one}`)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>,
        )}
      </Tabs.Content>
    </Tabs>
  )
}

function placeName(place: Place, kind: (typeof KINDS)[number], locale: string): string {
  const country = place.country ? countryName(place.country, locale) : null
  if (kind === "country") return country ?? ""
  return [place[kind], country].filter(Boolean).join(", ")
}

/** What is no code of a country stands as it is. */
function countryName(code: string, locale: string): string {
  if (!/^[a-z]{2}$/i.test(code)) return code
  return new Intl.DisplayNames([locale], { type: "region" }).of(code.toUpperCase()) ?? code
}
