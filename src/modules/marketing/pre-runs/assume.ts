import { graphOf, reachableFrom } from "../../../core/canvas/graph"
import type { CanvasNode } from "../../../core/canvas/schema"
import { asRunnable } from "../../../extension/kind"
import type { Registry } from "../../../extension/registry"
import type { Drawing } from "../engine/drawing"
import type { Tally } from "./tally"

/** Groups of kinds that write what conditions may ask about. */
const WRITING = ["give", "people"]

type Manner = {
  /** Everybody is taken to do nothing. */
  nobodyActs: boolean
  /** Only what these cards write is not seen by conditions. */
  writing: CanvasNode[]
}

/** Says at each node what nobody can know before. */
export function assume(
  { canvas, stops }: Drawing,
  { kinds }: Registry,
  tally: Tally,
  { nobodyActs, writing: among }: Manner = { nobodyActs: true, writing: canvas.nodes },
): void {
  const graph = graphOf(canvas)
  const writing = among.filter((node) => WRITING.includes(kinds.get(node.kind)?.group ?? ""))
  const behind = reachableFrom(
    graph,
    writing.flatMap((node) => graph.after(node.id)),
  )
  for (const { id, kind, settings: given, listens, winners, rules, fields, watch } of stops.values()) {
    if (nobodyActs && (listens.length > 0 || (watch?.events.length ?? 0) > 0))
      tally.assume(id, "nobody_does_it")
    else if (nobodyActs && rules.some(({ personal }) => personal)) tally.assume(id, "nothing_since")
    // Without one by itself a winner is chosen by hand, if at all.
    if (winners.length > 0 && given.winner) tally.assume(id, "no_winner")
    if (behind.has(id) && rules.length + fields.length > 0) tally.assume(id, "not_written")
    const node = graph.nodes.get(id)!
    const { set, settings } = asRunnable(kinds.get(kind)!)
    const read = settings.safeParse(node.settings)
    if (set && read.success && set(read.data).op === "sample") tally.assume(id, "other_draw")
  }
}
