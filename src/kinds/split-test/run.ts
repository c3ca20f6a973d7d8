import { lengthOf } from "../../core/time/span"
import type { RunInput } from "../../extension/kind"
import type { Outcome } from "../../extension/outcome"
import type { SplitTestSettings } from "./schema"

/** Who waits is woken when the winner is known; who was just looked at then looks again within this time. */
const LOOKS_EVERY_MS = 3_600_000

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
export function runSplitTest({
  settings: { variants, winner },
  visit,
  chance,
  facts,
  now,
}: Pick<RunInput<SplitTestSettings>, "settings" | "visit" | "chance" | "facts" | "now">): Outcome {
  const won = variants.find(({ id }) => id === facts.winner)
  if (won) return { do: "go", port: won.id }
  if (winner && chance(`${visit.node_id} test`) * 100 >= winner.test_percent) {
    const patience = visit.arrived_at.getTime() + 2 * lengthOf(winner.after)
    if (now.getTime() < patience)
      return { do: "wait", until: new Date(Math.min(patience, now.getTime() + LOOKS_EVERY_MS)) }
  }
  return { do: "go", port: variantFor(variants, chance(visit.node_id)) }
}
