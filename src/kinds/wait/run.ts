import type { RunInput } from "../../extension/kind"
import type { Outcome } from "../../extension/outcome"
import { lengthOf, type WaitSettings } from "./schema"

/** Counted from the arrival, so that a worker that was down for a while does not make anybody wait twice. */
export function runWait({
  settings,
  visit,
  now,
}: Pick<RunInput<WaitSettings>, "settings" | "visit" | "now">): Outcome {
  const until = new Date(visit.arrived_at.getTime() + lengthOf(settings))
  return now < until ? { do: "wait", until } : { do: "go", port: "out" }
}
