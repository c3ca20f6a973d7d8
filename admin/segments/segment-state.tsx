import { StatusBadge } from "@medusajs/ui"
import type { Segment, SegmentState } from "../api/segments"
import { useText } from "../i18n/use-text"

const COLOR = {
  fresh: "green",
  stale: "orange",
  refreshing: "blue",
  failed: "red",
  archived: "grey",
} as const satisfies Record<SegmentState, string>

export function SegmentBadge({ segment }: { segment: Pick<Segment, "state"> }) {
  const { t } = useText()
  return (
    <StatusBadge color={COLOR[segment.state] ?? "grey"}>{t(`segments.states.${segment.state}`)}</StatusBadge>
  )
}
