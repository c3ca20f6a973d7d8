import type { Result } from "./bench"

/** Over all rules: what half of the previews and what nearly all of them take at most. */
export function summaryOf(results: Result[]): Result[] {
  const previews = results.filter(({ name }) => name.startsWith("preview: "))
  // Of one rule or two there is nothing to sum up.
  if (previews.length < 10) return []
  return [over(previews, 0.5, "p50", 300), over(previews, 0.95, "p95", 1000)]
}

function over(previews: Result[], share: number, called: string, goal_ms: number): Result {
  const at = (list: number[]) => list.sort((a, b) => a - b)[Math.ceil(list.length * share) - 1]!
  const median_ms = at(previews.map((one) => one.median_ms))
  const limit_ms = at(previews.map((one) => one.limit_ms ?? 0))
  return {
    name: `previews of ${previews.length} rules, ${called}`,
    customers: previews[0]!.customers,
    median_ms,
    limit_ms,
    ratio: Math.round((median_ms / limit_ms) * 100) / 100,
    goal_ratio: null,
    goal_ms,
    per_second: null,
    unit: "ms",
    pass: median_ms <= goal_ms,
  }
}
