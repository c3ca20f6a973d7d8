import { Text } from "@medusajs/ui"
import { useContext } from "react"
import { Link } from "react-router-dom"
import { daysFrom } from "../../src/core/pre-run/days"
import type { Deeds, PreRunResult, Replay } from "../api/pre-runs"
import { useText } from "../i18n/use-text"
import { NodeNames } from "../page/problem-text"
import { Section } from "../page/section"
import { Bars } from "./bars"
import { useMoneyLine } from "./money-line"
import { Rows } from "./rows"

/** On which days people would have come in. */
export function EnteredPerDay({ replay }: { replay: Replay }) {
  const { t, day } = useText()
  if (replay.per_day.length === 0) return null
  return (
    <Section title={t("replay.perDay")} subtitle={t("replay.perDayText")}>
      <Bars
        rows={daysFrom(replay.per_day).map(({ day: of, entered }) => ({
          key: of,
          label: day(of),
          count: entered,
        }))}
      />
    </Section>
  )
}

/** Who was heard and does not come in. */
export function TurnedAway({ result: { entry } }: { result: PreRunResult }) {
  const { t, number } = useText()
  const reasons = Object.entries(entry.turned_away)
  if (reasons.length === 0) return null
  return (
    <Section title={t("preRun.turnedAway")} subtitle={t("replay.awayText")}>
      <Rows
        heads={[t("preRun.whyNot"), t("replay.times")]}
        rows={reasons.map(([reason, count]) => ({
          key: reason,
          cells: [t(`replay.away.${reason}`, { defaultValue: reason.replaceAll("_", " ") }), number(count)],
        }))}
      />
    </Section>
  )
}

/** What these people really did, beside the control group where there is one. */
export function WhatTheyDid({ replay: { deeds } }: { replay: Replay }) {
  const { t, number, percent } = useText()
  const money = useMoneyLine()
  const groups = deeds.held_out.people > 0 ? [deeds.entered, deeds.held_out] : [deeds.entered]
  const heads = [t("replay.did"), t("preRun.entered"), t("preRun.heldOut")].slice(0, groups.length + 1)
  const of = (heads: number, { people }: Deeds) =>
    people === 0 ? number(heads) : `${number(heads)} (${percent(heads / people)})`
  const lines: [string, (group: Deeds) => string][] = [
    ["people", ({ people }) => number(people)],
    ["visited", (group) => of(group.visited, group)],
    ["ordered", (group) => of(group.ordered, group)],
    ["orders", ({ orders }) => number(orders)],
    ["paid", ({ paid }) => (Object.keys(paid).length > 0 ? money(paid) : "–")],
  ]
  return (
    <Section title={t("replay.deeds")} subtitle={t("replay.deedsText", { count: deeds.window_days })}>
      <Rows
        heads={heads}
        rows={lines.map(([name, told]) => ({ key: name, cells: [t(`replay.${name}`), ...groups.map(told)] }))}
      />
    </Section>
  )
}

/** The first who would have come in, when and which way. */
export function FirstPeople({ replay: { first } }: { replay: Replay }) {
  const { t, time } = useText()
  const named = useContext(NodeNames)
  const endOf = (ended: string | null) =>
    ended === null
      ? t("preRun.inside")
      : ended === ""
        ? t("preRun.through")
        : t(`path.reasons.${ended}`, { defaultValue: ended.replaceAll("_", " ") })
  return (
    <Section title={t("replay.first")} subtitle={t("replay.firstText")}>
      {first.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("replay.nobody")}
        </Text>
      ) : (
        <Rows
          heads={[t("replay.person"), t("replay.cameIn"), t("replay.way")]}
          rows={first.map(({ pid, customer_id, name, entered_at, way, ended }, place) => ({
            key: `${pid} ${entered_at} ${place}`,
            cells: [
              customer_id ? (
                <Link key="who" to={`/customers/${customer_id}`} className="text-ui-fg-interactive">
                  {name ?? customer_id}
                </Link>
              ) : (
                t("replay.gone")
              ),
              time(entered_at),
              <span key="way" className="whitespace-normal">
                {[...way.map((node) => named(node) ?? node), endOf(ended)].join(" → ")}
              </span>,
            ],
          }))}
        />
      )}
    </Section>
  )
}
