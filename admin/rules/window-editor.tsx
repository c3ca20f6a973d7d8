import { Hint } from "@medusajs/ui"
import { useContext } from "react"
import { endAfter, lastOf } from "../../src/core/rules/window-end"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { DayInput } from "./day-input"
import { DurationInput } from "./duration"
import { calledInList, EarlierCardsContext } from "./earlier-cards"
import type { Window } from "./rule"

const CALENDAR = ["day", "week", "month", "quarter", "year"] as const
type Calendar = (typeof CALENDAR)[number]
const SHAPES = ["ever", "last", "this", "previous", "dates", "after", "before"] as const
const IN_CANVAS = ["since_entered", "since_previous_node"] as const
/** In a card that has cards before it. */
const AFTER_A_CARD = "since_node"
type Shape = (typeof SHAPES)[number] | (typeof IN_CANVAS)[number] | typeof AFTER_A_CARD

function shapeOf(window: Window | undefined): Shape {
  if (!window) return "ever"
  if ("last" in window) return "last"
  if ("this" in window) return "this"
  if ("previous" in window) return "previous"
  if ("since" in window) return `since_${window.since}`
  if ("from" in window) return window.to === undefined ? "after" : "dates"
  return "before"
}

const START: Record<Exclude<Shape, typeof AFTER_A_CARD>, Window | undefined> = {
  ever: undefined,
  last: { last: { days: 30 } },
  dates: { from: "", to: "" },
  after: { from: "" },
  before: { to: "" },
  this: { this: "month" },
  previous: { previous: "month" },
  since_entered: { since: "entered" },
  since_previous_node: { since: "previous_node" },
}

/** When it happened: ever, the last 30 days, between two days, this month... */
export function WindowEditor({
  value,
  onChange,
  inCanvas = false,
}: {
  value: Window | undefined
  onChange: (window: Window | undefined) => void
  inCanvas?: boolean
}) {
  const { t } = useText()
  const shape = shapeOf(value)
  const cards = useContext(EarlierCardsContext)?.cards ?? []
  // Most ask what came of something that was sent or given.
  const first = cards.find(({ tells }) => tells) ?? cards[0]
  const inside = inCanvas || shape.startsWith("since")
  const shapes: Shape[] = [
    ...SHAPES,
    ...(inside ? IN_CANVAS : []),
    ...(inside && (cards.length > 0 || shape === AFTER_A_CARD) ? [AFTER_A_CARD] : []),
  ] as Shape[]
  const start = (chosen: Shape): Window | undefined =>
    chosen === AFTER_A_CARD ? { since: "node", node: first?.id ?? "" } : START[chosen]
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Choose
        label={t("rules.when")}
        className="w-40"
        value={shape}
        options={shapes.map((s) => ({ value: s, label: t(`rules.windows.${s}`) }))}
        onChange={(s) => onChange(start(s as Shape))}
      />
      <Details value={value} onChange={onChange} />
    </div>
  )
}

function Details({ value, onChange }: { value: Window | undefined; onChange: (window: Window) => void }) {
  const { t } = useText()
  if (!value) return null
  if ("since" in value) return value.since === "node" ? <Card value={value.node} onChange={onChange} /> : null
  if ("last" in value)
    return (
      <DurationInput label={t("rules.howLong")} value={value.last} onChange={(last) => onChange({ last })} />
    )
  if ("this" in value) return <Unit value={value.this} onChange={(unit) => onChange({ this: unit })} />
  if ("previous" in value)
    return <Unit value={value.previous} onChange={(unit) => onChange({ previous: unit })} />
  if (!("from" in value))
    return <DayInput label={t("rules.day")} value={value.to} onChange={(to) => onChange({ to })} />
  const { from, to } = value
  if (to === undefined)
    return <DayInput label={t("rules.day")} value={from} onChange={(day) => onChange({ from: day })} />
  return (
    <div className="flex items-center gap-1.5">
      <DayInput label={t("rules.from")} value={from} onChange={(day) => onChange({ from: day, to })} />
      <span className="text-ui-fg-subtle txt-compact-small">–</span>
      {/* The rule ends before a day; people name the last one that belongs to it. */}
      <DayInput
        label={t("rules.lastDay")}
        value={lastOf(to)}
        onChange={(day) => onChange({ from, to: endAfter(day) })}
      />
    </div>
  )
}

/** Which card of the plan it is counted from. */
function Card({ value, onChange }: { value: string; onChange: (window: Window) => void }) {
  const { t } = useText()
  const cards = useContext(EarlierCardsContext)?.cards ?? []
  const isMissing = cards.every(({ id }) => id !== value)
  return (
    <>
      <Choose
        label={t("rules.card")}
        className="w-64 max-w-full"
        value={value}
        options={[
          ...cards.map((card) => ({ value: card.id, label: calledInList(card) })),
          ...(isMissing ? [{ value, label: t("rules.missingCard", { id: value }) }] : []),
        ]}
        onChange={(node) => onChange({ since: "node", node })}
      />
      {isMissing ? (
        <Hint variant="error" role="alert">
          {t("rules.cardNotBefore")}
        </Hint>
      ) : null}
    </>
  )
}

function Unit({ value, onChange }: { value: Calendar; onChange: (unit: Calendar) => void }) {
  const { t } = useText()
  return (
    <Choose
      label={t("rules.period")}
      className="w-28"
      value={value}
      options={CALENDAR.map((u) => ({ value: u, label: t(`rules.calendar.${u}`) }))}
      onChange={(u) => onChange(u as Calendar)}
    />
  )
}
