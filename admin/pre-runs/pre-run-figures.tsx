import { Text } from "@medusajs/ui"
import { useContext } from "react"
import { useChannels } from "../api/catalogue"
import type { PreRunResult } from "../api/pre-runs"
import { useText } from "../i18n/use-text"
import { NodeNames } from "../page/problem-text"
import { Figure, Figures, Section } from "../page/section"
import { Changes } from "./changes"
import { HandOutTimes } from "./hand-out-times"
import { useMoneyLine } from "./money-line"
import { EnteredPerDay, FirstPeople, TurnedAway, WhatTheyDid } from "./replay-figures"
import { Rows } from "./rows"
import type { PreRunShown } from "./use-pre-run"

/** What a pre-run found, beside what stands on the cards. */
export function PreRunFigures({ preRun: { run, beside } }: { preRun: PreRunShown }) {
  if (!run) return null
  const { result } = run
  const { replay } = result
  return (
    <>
      <Overview result={result} />
      {beside ? <Changes before={beside} after={run} /> : null}
      <div className="grid items-start gap-3 xl:grid-cols-2">
        <div className="flex flex-col gap-y-3">
          {replay ? <EnteredPerDay replay={replay} /> : null}
          <Channels result={result} />
          <HandOutTimes when={result.when} />
        </div>
        <div className="flex flex-col gap-y-3">
          {replay ? <WhatTheyDid replay={replay} /> : null}
          {replay ? <TurnedAway result={result} /> : null}
          <Benefits result={result} />
          <NotKnown result={result} />
        </div>
      </div>
      {replay ? <FirstPeople replay={replay} /> : null}
    </>
  )
}

function Overview({ result }: { result: PreRunResult }) {
  const { t, number } = useText()
  const { entry, ends, channels, calls, replay } = result
  const sum = (numbers: number[]) => number(numbers.reduce((all, n) => all + n, 0))
  const away = Object.values(entry.turned_away)
  const left = Object.values(ends.left)
  return (
    <Section
      title={t(replay ? "replay.result" : "preRun.result")}
      subtitle={t(replay ? "replay.resultText" : "preRun.resultText")}
    >
      <Figures>
        <Figure
          name={t("preRun.entered")}
          value={number(entry.entered)}
          hint={t(replay ? "replay.ofHeard" : "preRun.ofAudience", { shown: number(entry.audience) })}
        />
        <Figure name={t("preRun.heldOut")} value={number(entry.held_out)} />
        {away.length > 0 ? <Figure name={t("preRun.turnedAway")} value={sum(away)} /> : null}
        <Figure name={t("preRun.through")} value={number(ends.through)} />
        {left.length > 0 ? <Figure name={t("preRun.left")} value={sum(left)} /> : null}
        {ends.inside > 0 ? <Figure name={t("preRun.inside")} value={number(ends.inside)} /> : null}
        {ends.failed > 0 ? <Figure name={t("preRun.stuck")} value={number(ends.failed)} /> : null}
        <Figure name={t("preRun.messages")} value={sum(channels.map((one) => one.sent))} />
        {calls > 0 ? <Figure name={t("preRun.calls")} value={number(calls)} /> : null}
      </Figures>
    </Section>
  )
}

function Channels({ result: { channels, blocked, held } }: { result: PreRunResult }) {
  const { t, number, label, time } = useText()
  const money = useMoneyLine()
  const known = useChannels()
  const nameOf = (id: string) => label(known.data?.channels.find((one) => one.id === id)?.label) || id
  const reasonOf = (reason: string) =>
    t(`report.reasons.${reason}`, { defaultValue: reason.replaceAll("_", " ") })
  return (
    <Section title={t("preRun.messages")} subtitle={t("preRun.messagesText")}>
      {channels.length === 0 ? (
        <Empty text={t("preRun.noMessages")} />
      ) : (
        <Rows
          heads={[t("content.channel"), t("preRun.sent"), t("preRun.notSent"), t("preRun.cost")]}
          rows={channels.map((one) => ({
            key: one.channel,
            cells: [
              nameOf(one.channel),
              number(one.sent),
              number(one.blocked),
              one.cost ? money(one.cost) : t("preRun.noPrice"),
            ],
          }))}
        />
      )}
      {blocked.length > 0 ? (
        <Rows
          heads={[t("preRun.whyNot"), t("content.channel"), t("report.count")]}
          rows={blocked.map(({ channel, reason, count }) => ({
            key: `${channel} ${reason}`,
            cells: [reasonOf(reason), nameOf(channel), number(count)],
          }))}
        />
      ) : null}
      {held.length > 0 ? (
        <Rows
          heads={[t("preRun.whyLater"), t("preRun.lastAt"), t("report.count")]}
          rows={held.map(({ channel, reason, count, last_at }) => ({
            key: `${channel} ${reason}`,
            cells: [`${reasonOf(reason)} · ${nameOf(channel)}`, time(last_at), number(count)],
          }))}
        />
      ) : null}
    </Section>
  )
}

function Benefits({ result: { coupons, points, taken_back } }: { result: PreRunResult }) {
  const { t, number } = useText()
  const money = useMoneyLine()
  const refusals = (refused: Record<string, number>) =>
    Object.entries(refused)
      .map(([reason, n]) =>
        t("preRun.refused", {
          shown: number(n),
          reason: t(`preRun.refusals.${reason}`, { defaultValue: reason.replaceAll("_", " ") }),
        }),
      )
      .join(" · ")
  const rows = coupons.map(({ template_id, name, granted, refused, liability }) => ({
    key: template_id,
    cells: [
      <Named key="name" name={name} text={refusals(refused)} />,
      number(granted),
      liability ? t("preRun.atMost", { money: money(liability) }) : t("preRun.byTheCart"),
    ],
  }))
  if (points.granted > 0 || Object.keys(points.refused).length > 0)
    rows.push({
      key: "points",
      cells: [
        <Named key="name" name={t("preRun.points")} text={refusals(points.refused)} />,
        number(points.granted),
        money(points.liability),
      ],
    })
  const taken = taken_back.points + taken_back.coupons > 0
  return (
    <Section title={t("preRun.benefits")} subtitle={t("preRun.benefitsText")}>
      {rows.length === 0 ? (
        <Empty text={t("preRun.noBenefits")} />
      ) : (
        <Rows heads={[t("preRun.benefit"), t("preRun.granted"), t("preRun.liability")]} rows={rows} />
      )}
      {taken ? (
        <Empty
          text={t("preRun.takenBack", {
            points: number(taken_back.points),
            coupons: number(taken_back.coupons),
          })}
        />
      ) : null}
    </Section>
  )
}

/** What nobody can know before, and what was taken instead. */
function NotKnown({ result }: { result: PreRunResult }) {
  const { t, label } = useText()
  const named = useContext(NodeNames)
  const assumed = result.nodes.flatMap(({ node, assumed, in: heads }) =>
    heads > 0 || assumed.includes("no_history") ? assumed.map((what) => ({ node, what })) : [],
  )
  const { replay } = result
  const asToday = replay?.as_today ?? []
  if (assumed.length + asToday.length === 0) return null
  return (
    <Section
      title={t(replay ? "replay.assumed" : "preRun.assumed")}
      subtitle={t(replay ? "replay.assumedText" : "preRun.assumedText")}
    >
      <ul className="flex flex-col gap-y-2 px-6 py-4">
        {assumed.map(({ node, what }) => (
          <li key={`${node} ${what}`} className="txt-compact-small text-ui-fg-subtle">
            <span className="text-ui-fg-base font-medium">{named(node) ?? node}</span>:{" "}
            {t(`preRun.assumptions.${what}`)}
          </li>
        ))}
        {asToday.map(({ node, facts }) => (
          <li key={`${node} today`} className="txt-compact-small text-ui-fg-subtle">
            <span className="text-ui-fg-base font-medium">{named(node) ?? node}</span>:{" "}
            {t("replay.asToday", { facts: facts.map((fact) => label(fact)).join(", ") })}
          </li>
        ))}
      </ul>
    </Section>
  )
}

const Named = ({ name, text }: { name: string; text: string }) => (
  <div className="py-1">
    <div>{name}</div>
    {text ? <div className="text-ui-fg-subtle whitespace-normal">{text}</div> : null}
  </div>
)

const Empty = ({ text }: { text: string }) => (
  <Text size="small" className="text-ui-fg-subtle px-6 py-4">
    {text}
  </Text>
)
