import type { FactRequest } from "../../extension/kind"
import type { Outcome } from "../../extension/outcome"
import { type BranchSettings, ELSE } from "./schema"

/** Each way's conditions are asked of a whole batch with one statement. */
export const factsOfBranch = ({ ways }: BranchSettings): Record<string, FactRequest> =>
  Object.fromEntries(ways.map(({ id, rule }, index) => [id, { rule, at: `ways.${index}.rule` }]))

/** Who does not surely match a way does not take it: unknown is no. */
export const runBranch = ({
  settings: { ways },
  facts,
}: {
  settings: BranchSettings
  facts: Record<string, unknown>
}): Outcome => ({ do: "go", port: ways.find(({ id }) => facts[id] === true)?.id ?? ELSE })
