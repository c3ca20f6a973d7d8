import { Input } from "@medusajs/ui"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { DurationInput } from "./duration"
import type { Window } from "./rule"

type Shape = "ever" | "last" | "dates" | "this" | "previous" | "since_entered" | "since_previous_node"
const CALENDAR = ["day", "week", "month", "quarter", "year"] as const
type Calendar = (typeof CALENDAR)[number]

function shapeOf(window: Window | undefined): Shape {
  if (!window) return "ever"
  if ("last" in window) return "last"
  if ("this" in window) return "this"
  if ("previous" in window) return "previous"
  if ("since" in window) return window.since === "entered" ? "since_entered" : "since_previous_node"
  return "dates"
}

const START: Record<Shape, Window | undefined> = {
  ever: undefined,
  last: { last: { days: 30 } },
  dates: { from: "", to: undefined },
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
  const shapes: Shape[] = ["ever", "last", "this", "previous", "dates"]
  if (inCanvas || shape.startsWith("since")) shapes.push("since_entered", "since_previous_node")
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Choose
        label={t("rules.when")}
        className="w-40"
        value={shape}
        options={shapes.map((s) => ({ value: s, label: t(`rules.windows.${s}`) }))}
        onChange={(s) => onChange(START[s as Shape])}
      />
      {value && "last" in value ? (
        <DurationInput
          label={t("rules.howLong")}
          value={value.last}
          onChange={(last) => onChange({ last })}
        />
      ) : null}
      {value && "this" in value ? (
        <Unit value={value.this} onChange={(unit) => onChange({ this: unit })} />
      ) : null}
      {value && "previous" in value ? (
        <Unit value={value.previous} onChange={(unit) => onChange({ previous: unit })} />
      ) : null}
      {shape === "dates" ? (
        <Days value={value as { from?: string; to?: string }} onChange={onChange} />
      ) : null}
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

/** Half open: the second day is no longer part of it. */
function Days({
  value,
  onChange,
}: {
  value: { from?: string; to?: string }
  onChange: (window: Window) => void
}) {
  const { t } = useText()
  const put = (from: string, to: string) => {
    if (from) onChange(to ? { from, to } : { from })
    else onChange(to ? { to } : { from: "" })
  }
  return (
    <div className="flex items-center gap-1.5">
      <Input
        size="small"
        type="date"
        aria-label={t("rules.from")}
        value={value.from ?? ""}
        onChange={(e) => put(e.target.value, value.to ?? "")}
      />
      <span className="text-ui-fg-muted txt-compact-small">–</span>
      <Input
        size="small"
        type="date"
        aria-label={t("rules.until")}
        value={value.to ?? ""}
        onChange={(e) => put(value.from ?? "", e.target.value)}
      />
    </div>
  )
}
