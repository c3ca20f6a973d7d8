import type { Where } from "../../core/rules/schema"
import type { FactRequest, RunInput } from "../../extension/kind"
import type { Outcome } from "../../extension/outcome"
import { timeoutOf, type WaitForEventSettings } from "./schema"

/** From the arrival until the time is over: what happened before, on the way here, is not waited for, and later nobody waits. */
export const factsOfWait = ({
  event,
  where,
  at_most,
}: WaitForEventSettings): Record<string, FactRequest> => ({
  happened: {
    at: "",
    rule: {
      did: event,
      ...(where ? { where: where as Where } : {}),
      window: { since: "previous_node", within: { [at_most.unit]: at_most.amount } },
    },
  },
})

/** What happened in time counts, even when a worker looks only after the time is over. */
export function runWaitForEvent({
  settings,
  visit,
  facts,
  now,
}: Pick<RunInput<WaitForEventSettings>, "settings" | "visit" | "facts" | "now">): Outcome {
  if (facts.happened === true) return { do: "go", port: "happened" }
  const until = new Date(visit.arrived_at.getTime() + timeoutOf(settings))
  return now < until ? { do: "wait", until } : { do: "go", port: "timeout" }
}
