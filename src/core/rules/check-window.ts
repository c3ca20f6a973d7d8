import type { Problem } from "../problem"
import type { Duration, Window } from "./conditions"
import { refuse } from "./problems"
import { durationMs, momentOf } from "./time-frame"

type Context = { zone: string; in_canvas?: boolean }

/** A window has a length and a direction, and its days exist. */
export function checkWindow(
  window: Window | undefined,
  path: string,
  { zone, in_canvas }: Context,
): Problem[] {
  if (!window) return []
  if ("since" in window)
    return in_canvas ? [] : [refuse("rule/since", `${path}.since`, { since: window.since })]
  if ("last" in window) return checkSpan(window.last, `${path}.last`)
  if (!("to" in window) && !("from" in window)) return []
  const ends = { from: "from" in window ? window.from : undefined, to: window.to }
  const problems = (["from", "to"] as const)
    .filter((end) => ends[end] !== undefined && momentOf(ends[end]!, zone) === null)
    .map((end) => refuse("rule/window", `${path}.${end}`, { what: `There is no day or time ${ends[end]}.` }))
  if (problems.length > 0 || ends.from === undefined || ends.to === undefined) return problems
  if (momentOf(ends.from, zone)! < momentOf(ends.to, zone)!) return []
  return [refuse("rule/window", path, { what: "The window ends before it begins." })]
}

/** A span in which something can happen. */
export const checkSpan = (span: Duration, path: string): Problem[] => {
  const ms = durationMs(span)
  if (ms <= 0) return [refuse("rule/window", path, { what: "The span is empty." })]
  return ms > MOST ? [refuse("rule/window", path, { what: "The span is longer than 100 years." })] : []
}
const MOST = 36_525 * 86_400_000
