import type { Problem } from "../problem"
import { refuse } from "./problems"

/** Levels of all, any and not. */
export const MAX_DEPTH = 8
export const MAX_CONDITIONS = 200
/** With the rules of the segments it refers to written out. */
export const MAX_EXPANDED = 1000
export const MAX_VALUES = 10_000

/**
 * Depth, conditions and list lengths, without recursion, so that a bomb is refused before anything walks it.
 */
export function measureRule(given: unknown): Problem[] {
  const problems: Problem[] = []
  const open: { node: unknown; path: string; depth: number }[] = [{ node: given, path: "", depth: 0 }]
  let conditions = 0
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, path, depth } = next
    if (depth > MAX_DEPTH) return [refuse("rule/depth", path, { most: MAX_DEPTH })]
    const parts = partsOfGroup(node, path)
    if (!parts) {
      conditions++
      problems.push(...longLists(node, path))
    } else open.push(...parts.map((part) => ({ ...part, depth: depth + 1 })))
    if (conditions > MAX_CONDITIONS || open.length > 2 * MAX_CONDITIONS)
      return [refuse("rule/size", "", { most: MAX_CONDITIONS })]
  }
  return problems
}

/** The rules inside a group with their paths; null for a condition. */
export function partsOfGroup(node: unknown, path: string): { node: unknown; path: string }[] | null {
  if (typeof node !== "object" || node === null) return null
  const at = (key: string) => (path === "" ? key : `${path}.${key}`)
  for (const key of ["all", "any"] as const) {
    const list = (node as Record<string, unknown>)[key]
    if (Array.isArray(list)) return list.map((part, index) => ({ node: part, path: at(`${key}.${index}`) }))
  }
  return "not" in node ? [{ node: node.not, path: at("not") }] : null
}

function longLists(node: unknown, path: string): Problem[] {
  const tooLong = (value: unknown) => Array.isArray(value) && value.length > MAX_VALUES
  const found: Problem[] = []
  const look = (value: unknown, at: string, left: number): void => {
    if (tooLong(value)) found.push(refuse("rule/values", at, { most: MAX_VALUES }))
    else if (left > 0 && typeof value === "object" && value !== null && !Array.isArray(value))
      for (const [key, inner] of Object.entries(value))
        look(inner, at === "" ? key : `${at}.${key}`, left - 1)
  }
  look(node, path, 4)
  return found
}
