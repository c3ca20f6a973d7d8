import type { Changes } from "../../../src/core/canvas/changes"
import { useText } from "../../i18n/use-text"

const COUNTED = ["added", "removed", "changed", "ways", "settings", "notes"] as const

/** How much is other in a state than in another one, in words; nothing where they say the same. */
export function useChangesText() {
  const { t } = useText()
  return (changes: Changes | null): string => {
    if (!changes) return ""
    const told = COUNTED.filter((what) => changes[what] > 0).map((what) =>
      t(`plans.difference.counts.${what}`, { count: changes[what] }),
    )
    return (told.length > 0 || !changes.layout ? told : [t("plans.difference.counts.layout")]).join(", ")
  }
}
