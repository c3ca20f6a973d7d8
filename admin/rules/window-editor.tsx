import { endAfter, lastOf } from "../../src/core/rules/window-end"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { DayInput } from "./day-input"
import { DurationInput } from "./duration"
import type { Window } from "./rule"

const CALENDAR = ["day", "week", "month", "quarter", "year"] as const
type Calendar = (typeof CALENDAR)[number]
const SHAPES = ["ever", "last", "this", "previous", "dates", "after", "before"] as const
const IN_CANVAS = ["since_entered", "since_previous_node"] as const
type Shape = (typeof SHAPES)[number] | (typeof IN_CANVAS)[number]

function shapeOf(window: Window | undefined): Shape {
  if (!window) return "ever"
  if ("last" in window) return "last"
  if ("this" in window) return "this"
  if ("previous" in window) return "previous"
  if ("since" in window) return window.since === "entered" ? "since_entered" : "since_previous_node"
  if ("from" in window) return window.to === undefined ? "after" : "dates"
  return "before"
}

const START: Record<Shape, Window | undefined> = {
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
  const shapes: Shape[] = inCanvas || shape.startsWith("since") ? [...SHAPES, ...IN_CANVAS] : [...SHAPES]
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Choose
        label={t("rules.when")}
        className="w-40"
        value={shape}
        options={shapes.map((s) => ({ value: s, label: t(`rules.windows.${s}`) }))}
        onChange={(s) => onChange(START[s as Shape])}
      />
      <Details value={value} onChange={onChange} />
    </div>
  )
}

function Details({ value, onChange }: { value: Window | undefined; onChange: (window: Window) => void }) {
  const { t } = useText()
  if (!value || "since" in value) return null
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
