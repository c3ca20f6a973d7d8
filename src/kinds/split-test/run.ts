import type { RunInput } from "../../extension/kind"
import type { Outcome } from "../../extension/outcome"
import type { SplitTestSettings } from "./schema"

/** The variant whose piece of [0, 100) holds `chance`; pieces lie side by side in the order of the variants. */
export function variantFor(variants: SplitTestSettings["variants"], chance: number): string {
  let end = 0
  for (const variant of variants) {
    end += variant.share
    if (chance * 100 < end) return variant.id
  }
  return variants.at(-1)!.id
}

/** The node's id is the salt: a second test in the same plan shuffles people anew, a second visit here does not. */
export const runSplitTest = ({
  settings,
  visit,
  chance,
}: Pick<RunInput<SplitTestSettings>, "settings" | "visit" | "chance">): Outcome => ({
  do: "go",
  port: variantFor(settings.variants, chance(visit.node_id)),
})
