import type { CatalogueKind } from "../api/catalogue"
import { useText } from "../i18n/use-text"

/** In the order in which a plan is usually drawn. */
export const KIND_GROUPS = ["who", "flow", "sets", "reach", "give", "people", "measure"] as const

/** Kinds whose name, explanation or group has all the words that were typed, group by group. */
export function useKindSearch(kinds: CatalogueKind[]): (typed: string) => CatalogueKind[] {
  const { t, label } = useText()
  return (typed) => {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
    return KIND_GROUPS.flatMap((group) =>
      kinds.filter((kind) => {
        if (kind.group !== group) return false
        const text = [label(kind.label), label(kind.explanation), t(`editor.groups.${group}`), kind.id]
          .join(" ")
          .toLowerCase()
        return words.every((word) => text.includes(word))
      }),
    )
  }
}
