import { StatusBadge } from "@medusajs/ui"
import type { Import, ImportState } from "../api/imports"
import { useText } from "../i18n/use-text"

const COLOR = {
  ready: "grey",
  waiting: "blue",
  running: "blue",
  done: "green",
  failed: "red",
  cancelled: "grey",
} as const satisfies Record<ImportState, string>

export function ImportBadge({ made }: { made: Pick<Import, "state" | "dry_run"> }) {
  const { t } = useText()
  const key = made.state === "done" && made.dry_run ? "checked" : made.state
  return (
    <StatusBadge color={key === "checked" ? "orange" : COLOR[made.state]}>
      {t(`imports.states.${key}`)}
    </StatusBadge>
  )
}
