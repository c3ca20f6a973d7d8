import type { Rule } from "./schema"
import { conditionsIn } from "./segments"

/** The cards of the plan since which a rule counts, each with where in the rule it stands. */
export const cardsSince = (rule: Rule): { node: string; path: string }[] =>
  conditionsIn(rule).flatMap(({ condition, path }) => {
    const window = "window" in condition ? condition.window : undefined
    if (!window || !("since" in window) || window.since !== "node") return []
    return [{ node: window.node, path: [path, "window", "node"].filter(Boolean).join(".") }]
  })
