import type { Problem } from "../../src/core/problem"
import { type GroupNode, pathsOf } from "./tree"

export type Placed = { at: ReadonlyMap<number, Problem[]>; elsewhere: Problem[] }

/** Each problem at the condition or group it speaks of: the deepest whose path leads to it. */
export function placeProblems(problems: Problem[], tree: GroupNode): Placed {
  const ids = new Map([...pathsOf(tree)].map(([id, path]) => [path, id]))
  const at = new Map<number, Problem[]>()
  const elsewhere: Problem[] = []
  for (const problem of problems) {
    const id = nearest(problem.path.replace(/^rule(\.|$)/, ""), ids)
    // What is wrong with the rule as a whole belongs to no row.
    if (id === undefined || id === tree.id) elsewhere.push(problem)
    else at.set(id, [...(at.get(id) ?? []), problem])
  }
  return { at, elsewhere }
}

function nearest(path: string, ids: ReadonlyMap<string, number>): number | undefined {
  const parts = path.split(".")
  for (let length = parts.length; length > 0; length--) {
    const id = ids.get(parts.slice(0, length).join("."))
    if (id !== undefined) return id
  }
  return ids.get("")
}
