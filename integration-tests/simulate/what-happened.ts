import type { PlanInModel } from "./plan-in-model"

/** What a long simulation must have come past, or it proves less than it says. */
export const MUST_HAPPEN = [
  "a circle",
  "published again",
  "moved",
  "moved to another card",
  "left where a card is gone",
  "customer deleted",
  "benefits blocked",
  "one message too many",
  "visit of webhook",
  "visit of lead-score",
  "visit of assign-rep",
  "visit of do-nothing",
  "visit of wait-for-event",
  "visit of take-back",
  "began at its time",
  "over at its end",
  "counted from a card",
  "entry by trigger:birthday",
  "entry by trigger:segment-entered",
  "entry by trigger:did-something",
  "entry by trigger:back-in-stock",
  "entry by trigger:price-drop",
  "entry by trigger:low-stock",
  "entry by trigger:promotion-started",
]

/** Marks of what happened to the people of a plan. */
export function whatHappened(plan: PlanInModel): string[] {
  const { versions, stays, refused, type, state, begun, opens, closes } = plan
  const counting = new Set(
    versions.flatMap(({ nodes }) =>
      nodes.filter(({ settings }) => JSON.stringify(settings).includes('"since":"node"')).map(({ id }) => id),
    ),
  )
  const kinds = new Map(versions.flatMap(({ nodes }) => nodes.map(({ id, kind }) => [id, kind] as const)))
  const marks = [
    ...(versions.length > 1 ? ["published again"] : []),
    ...(refused.length > 0 ? ["one message too many"] : []),
    ...(type === "triggered" && begun && opens > plan.published && stays.length > 0
      ? ["began at its time"]
      : []),
    ...(type === "triggered" &&
    state === "ended" &&
    stays.some(({ ended }) => ended !== null && ended > closes)
      ? ["over at its end"]
      : []),
  ]
  for (const { entry, path, visits, reason, isMoved } of stays) {
    if (isMoved) marks.push("moved")
    marks.push(`entry by ${kinds.get(entry)}`)
    if ([...visits.values()].some((times) => times > 1)) marks.push("a circle")
    if (reason === "the wait is over") marks.push("left where a card is gone")
    if (reason === "customer_deleted") marks.push("customer deleted")
    for (const step of path) {
      const node = step.split(".")[0]!
      marks.push(`visit of ${kinds.get(node)}`)
      if (counting.has(node)) marks.push("counted from a card")
      if (step.includes(":- moved@")) marks.push("moved to another card")
      if (step.includes(":refused@")) marks.push("benefits blocked")
    }
  }
  return marks
}
