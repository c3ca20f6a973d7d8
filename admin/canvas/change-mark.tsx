import { Badge } from "@medusajs/ui"
import type { Mark } from "../../src/core/canvas/drawn-difference"
import { useText } from "../i18n/use-text"

const MARKS: Mark[] = ["added", "changed", "removed"]
const COLOR = { added: "green", removed: "red", changed: "orange" } as const
/** A colour alone says nothing to many people. */
const SIGN: Record<Mark, string> = { added: "+", removed: "−", changed: "≠" }
const STROKE: Record<Mark, string> = {
  added: "var(--tag-green-icon)",
  removed: "var(--tag-red-icon)",
  changed: "var(--tag-orange-icon)",
}

/** What became of a card or a way, in a word and a sign. */
export function ChangeBadge({ change, className }: { change: Mark; className?: string }) {
  const { t } = useText()
  return (
    <Badge size="2xsmall" color={COLOR[change]} className={className}>
      <span aria-hidden>{SIGN[change]} </span>
      {t(`plans.difference.${change}`)}
    </Badge>
  )
}

/** The frame around a card. */
export const markedCard = (change: Mark | undefined) =>
  change && {
    outline: `2px ${change === "removed" ? "dashed" : "solid"} ${STROKE[change]}`,
    outlineOffset: 2,
  }

export const markedWay = (change: "added" | "removed") => ({
  stroke: STROKE[change],
  strokeWidth: 2.5,
  ...(change === "removed" ? { strokeDasharray: "6 5" } : {}),
})

/** The name on a line with the sign before it. */
export const markedName = (change: Mark | undefined, name: string): string =>
  [change && SIGN[change], name].filter(Boolean).join(" ")

/** Lies in a corner of the drawing. */
export function ChangeLegend() {
  const { t } = useText()
  return (
    <ul
      aria-label={t("plans.difference.legend")}
      className="bg-ui-bg-base border-ui-border-base flex gap-x-2 rounded-lg border px-2 py-1"
    >
      {MARKS.map((mark) => (
        <li key={mark}>
          <ChangeBadge change={mark} />
        </li>
      ))}
    </ul>
  )
}
