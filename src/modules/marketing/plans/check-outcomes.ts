import { graphOf, reachableFrom } from "../../../core/canvas/graph"
import { rulesOf } from "../../../core/canvas/rules-of"
import type { Problem } from "../../../core/problem"
import { conditionsIn } from "../../../core/rules/segments"
import type { Registry } from "../../../extension/registry"
import type { Plan } from "./plan"
import { refusePlan } from "./problems"

/**
 * Conditions about what a card of this very plan did must name one that people came through before: otherwise nothing can
 * have become of it yet.
 */
export function checkOutcomes({ id, canvas }: Pick<Plan, "id" | "canvas">, { kinds }: Registry): Problem[] {
  const graph = graphOf(canvas)
  return canvas.nodes.flatMap((node) =>
    rulesOf(node, kinds.get(node.kind)).flatMap(({ rule, path }) =>
      conditionsIn(rule).flatMap(({ condition, path: place }): Problem[] => {
        if (!("plan" in condition) || condition.plan !== id || condition.node === undefined) return []
        const at = ["nodes", node.id, "settings", path, place, "node"].filter(Boolean).join(".")
        const named = graph.nodes.get(condition.node)
        if (!named) return [refusePlan("plan/no-such-node", at, { node: condition.node })]
        if (reachableFrom(graph, graph.after(named.id)).has(node.id)) return []
        const name = named.name || kinds.get(named.kind)?.label.en || named.id
        return [refusePlan("plan/node-not-before", at, { name })]
      }),
    ),
  )
}
