import { type Problem, problemsOf } from "../problem"
import type { LifecycleSettings } from "./settings"

/** Events that may have points; more than a merchant can weigh against each other. */
const MOST_EVENTS = 50

const refuse = problemsOf({
  "lifecycle/new-too-long": {
    message:
      "Customers would be new for {new} days, though they are at risk after {at_risk} days without a purchase.",
    hint: "Let customers be new for at most as long as it takes until they are at risk.",
  },
  "lifecycle/risk-after-lapse": {
    message:
      "Customers would be at risk after {at_risk} days without a purchase, though they are lapsed after {lapsed} days.",
    hint: "Let them be at risk earlier than lapsed.",
  },
  "lifecycle/mid-above-high": {
    message: "Intent would be mid from a score of {mid}, though it is high from {high}.",
    hint: "Let mid begin lower than high.",
  },
  "lifecycle/too-many-events": {
    message: "{events} events have points; at most {max} may.",
    hint: "Leave out the events that say least.",
  },
})

/** Thresholds that contradict each other, each at its place. */
export function checkLifecycle({ stages, intent, lead_score }: LifecycleSettings): Problem[] {
  const problems: Problem[] = []
  const { new_days, at_risk_days, lapsed_days } = stages
  if (new_days > at_risk_days)
    problems.push(
      refuse("lifecycle/new-too-long", "stages.new_days", { new: new_days, at_risk: at_risk_days }),
    )
  if (at_risk_days >= lapsed_days)
    problems.push(
      refuse("lifecycle/risk-after-lapse", "stages.at_risk_days", {
        at_risk: at_risk_days,
        lapsed: lapsed_days,
      }),
    )
  if (intent.mid >= intent.high) problems.push(refuse("lifecycle/mid-above-high", "intent.mid", intent))
  const events = Object.keys(lead_score.points).length
  if (events > MOST_EVENTS)
    problems.push(refuse("lifecycle/too-many-events", "lead_score.points", { events, max: MOST_EVENTS }))
  return problems
}
