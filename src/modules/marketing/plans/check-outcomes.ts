import { graphOf, reachableFrom } from "../../../core/canvas/graph"
import { rulesOf } from "../../../core/canvas/rules-of"
import type { Problem } from "../../../core/problem"
import { cardsSince } from "../../../core/rules/cards-since"
import type { Rule } from "../../../core/rules/schema"
import { conditionsIn } from "../../../core/rules/segments"
import type { Registry } from "../../../extension/registry"
import type { Plan } from "./plan"
import { refusePlan } from "./problems"

/**
 * Conditions about what a card of this very plan did, or that count from it, must name one that people came through before:
 * otherwise nothing can have become of it yet.
 */
export function checkOutcomes({ id, canvas }: Pick<Plan, "id" | "canvas">, { kinds }: Registry): Problem[] {
  const graph = graphOf(canvas)
  return canvas.nodes.flatMap((node) =>
    rulesOf(node, kinds.get(node.kind)).flatMap(({ rule, path }) =>
      askedAbout(rule, id).flatMap((asked): Problem[] => {
        const at = ["nodes", node.id, "settings", path, asked.path].filter(Boolean).join(".")
        const named = graph.nodes.get(asked.node)
        if (!named) return [refusePlan("plan/no-such-node", at, { node: asked.node })]
        if (reachableFrom(graph, graph.after(named.id)).has(node.id)) return []
        const name = named.name || kinds.get(named.kind)?.label.en || named.id
        return [refusePlan("plan/node-not-before", at, { name })]
      }),
    ),
  )
}

/** The cards of this plan that a rule names, each with where it does. */
const askedAbout = (rule: Rule, plan_id: string): { node: string; path: string }[] => [
  ...cardsSince(rule),
  ...conditionsIn(rule).flatMap(({ condition, path }) =>
    "outcome" in condition && condition.plan === plan_id && condition.node !== undefined
      ? [{ node: condition.node, path: [path, "node"].filter(Boolean).join(".") }]
      : [],
  ),
]
