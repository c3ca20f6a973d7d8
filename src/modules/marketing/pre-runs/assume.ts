import { graphOf } from "../../../core/canvas/graph"
import { asRunnable } from "../../../extension/kind"
import type { Registry } from "../../../extension/registry"
import type { Drawing } from "../engine/drawing"
import type { Tally } from "./tally"

/** Says at each node what nobody can know before. */
export function assume(
  { canvas, stops }: Drawing,
  { kinds }: Registry,
  tally: Tally,
  /** Everybody is taken to do nothing. */
  { nobodyActs }: { nobodyActs: boolean },
): void {
  const { nodes } = graphOf(canvas)
  for (const { id, kind, settings: given, listens, winners, rules, watch } of stops.values()) {
    if (nobodyActs && (listens.length > 0 || (watch?.events.length ?? 0) > 0))
      tally.assume(id, "nobody_does_it")
    else if (nobodyActs && rules.some(({ personal }) => personal)) tally.assume(id, "nothing_since")
    // Without one by itself a winner is chosen by hand, if at all.
    if (winners.length > 0 && given.winner) tally.assume(id, "no_winner")
    const node = nodes.get(id)!
    const { set, settings } = asRunnable(kinds.get(kind)!)
    const read = settings.safeParse(node.settings)
    if (set && read.success && set(read.data).op === "sample") tally.assume(id, "other_draw")
  }
}
