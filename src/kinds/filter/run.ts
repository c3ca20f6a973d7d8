import type { FactRequest } from "../../extension/kind"
import type { Outcome } from "../../extension/outcome"
import type { FilterSettings } from "./schema"

export const factsOfFilter = (settings: FilterSettings): Record<string, FactRequest> => ({
  matches: { rule: settings.rule, at: "rule" },
})

/** Who does not surely match takes the other way: unknown is no. */
export const runFilter = ({ facts }: { facts: Record<string, unknown> }): Outcome => ({
  do: "go",
  port: facts.matches === true ? "yes" : "no",
})
