import { lengthOf, type Span } from "../../core/time/span"
import type { RunInput } from "../../extension/kind"
import type { Outcome } from "../../extension/outcome"

/** Counted from the arrival, so that a worker that was down for a while does not make anybody wait twice. */
export function runWait({
  settings,
  visit,
  now,
}: Pick<RunInput<Span>, "settings" | "visit" | "now">): Outcome {
  const until = new Date(visit.arrived_at.getTime() + lengthOf(settings))
  return now < until ? { do: "wait", until } : { do: "go", port: "out" }
}
