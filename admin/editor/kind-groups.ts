import type { CatalogueKind } from "../api/catalogue"
import { useText } from "../i18n/use-text"

/** In the order in which a plan is usually drawn. */
export const KIND_GROUPS = ["who", "flow", "sets", "reach", "give", "people", "measure"] as const

/**
 * Kinds that speak of all the words that were typed in their name, explanation or group: those called so first, then group by
 * group.
 */
export function useKindSearch(kinds: CatalogueKind[]): (typed: string) => CatalogueKind[] {
  const { t, label } = useText()
  const inOrder = KIND_GROUPS.flatMap((group) => kinds.filter((kind) => kind.group === group))
  return (given) => {
    const typed = given.trim().toLowerCase()
    const words = typed.split(/\s+/).filter(Boolean)
    const far = (kind: CatalogueKind): number => {
      const name = label(kind.label).toLowerCase()
      return name === typed ? 0 : name.startsWith(typed) ? 1 : name.includes(typed) ? 2 : 3
    }
    return inOrder
      .filter((kind) => {
        const said = [label(kind.label), label(kind.explanation), t(`editor.groups.${kind.group}`), kind.id]
        const text = said.join(" ").toLowerCase()
        return words.every((word) => text.includes(word))
      })
      .sort((a, b) => (typed ? far(a) - far(b) : 0))
  }
}
