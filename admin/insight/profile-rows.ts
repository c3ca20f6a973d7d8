import type { Band, Bar, Both, Insight, Place } from "../../src/core/insight/insight"
import { RFM_LABELS, type RfmClass } from "../../src/core/lifecycle/rfm"
import { STAGE_LABELS, type Stage } from "../../src/core/lifecycle/stage"
import { useText } from "../i18n/use-text"
import { type Row, withRest } from "./spread"

export const PLACES = ["country", "province", "city"] as const
export type PlaceKind = (typeof PLACES)[number]

export const peopleOf = ({ segment, compare }: Insight): Both => ({
  segment: segment.people,
  compare: compare.people,
})

/** Who both groups are, each value by the name that the reader knows it by. */
export function useProfileRows(insight: Insight) {
  const { t, label, locale } = useText()
  const { profile } = insight
  const of = peopleOf(insight)
  const rows = (bars: Bar[], nameOf: (value: string) => string, unknown = t("insight.unknown")): Row[] =>
    bars.map(({ value, ...both }) => ({
      key: String(value),
      name: value === null ? unknown : nameOf(value),
      muted: value === null,
      ...both,
    }))
  const placesOf = (kind: PlaceKind): Row[] => {
    const places = profile[kind].map(({ segment, compare, ...place }) => ({
      key: JSON.stringify(place),
      name: place[kind] === null ? t("insight.unknown") : placeName(place, kind, locale),
      muted: place[kind] === null,
      segment,
      compare,
    }))
    return withRest(places, of, t("insight.others"))
  }
  return {
    gender: rows(profile.gender, (value) => genderName(value, t)),
    paid: rows(profile.paid, (value) => t(`insight.paidStates.${value}`)),
    age: profile.age.map((band) => ageRow(band, t)),
    /** Provinces and cities only where any are known. */
    places: PLACES.filter(
      (kind) => kind === "country" || profile[kind].some((place) => place[kind] !== null),
    ).map((kind) => ({ kind, rows: placesOf(kind) })),
    stage: rows(profile.stage, (stage) => label(STAGE_LABELS[stage as Stage]), t("insight.noStage")),
    tier: withRest(
      rows(profile.tier, (tier) => tier, t("insight.noTier")),
      of,
      t("insight.others"),
    ),
    rfm: rows(profile.rfm, (name) => label(RFM_LABELS[name as RfmClass]), t("insight.noClass")).filter(any),
  }
}

const any = (both: Both) => both.segment + both.compare > 0

const KNOWN_GENDERS = ["female", "male", "other"]
type Translate = ReturnType<typeof useText>["t"]
const genderName = (value: string, t: Translate) =>
  KNOWN_GENDERS.includes(value) ? t(`insight.genders.${value}`) : value

function ageRow({ from, to, ...both }: Band, t: Translate): Row {
  const name =
    from === null
      ? t("insight.unknown")
      : to === null
        ? t("insight.ageFrom", { from })
        : from === 0
          ? t("insight.ageBelow", { to })
          : t("insight.ageBetween", { from, to: to - 1 })
  return { key: String(from), name, muted: from === null, ...both }
}

function placeName(place: Omit<Place, keyof Both>, kind: PlaceKind, locale: string): string {
  const country = place.country ? countryName(place.country, locale) : null
  if (kind === "country") return country ?? ""
  return [place[kind], country].filter(Boolean).join(", ")
}

/** What is no code of a country stands as it is. */
function countryName(code: string, locale: string): string {
  if (!/^[a-z]{2}$/i.test(code)) return code
  return new Intl.DisplayNames([locale], { type: "region" }).of(code.toUpperCase()) ?? code
}
