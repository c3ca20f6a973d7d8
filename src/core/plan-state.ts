export type PlanState =
  | "draft"
  | "in_review"
  | "scheduled"
  | "running"
  | "paused"
  | "ended"
  | "cancelled"
  | "archived"

export type PlanAction = "edit" | "publish" | "pause" | "resume" | "end" | "cancel" | "archive" | "delete"

/**
 * What may be done with a plan in which state (FEATURES P12). Where it leads is with the verb: publishing and resuming
 * lead to scheduled or running, depending on the time.
 * Cancelling is for what has not begun, ending for what has. What is published is never edited: editing makes a draft beside it, and
 * publishing makes that the next version (P20).
 */
const ALLOWED: Record<PlanState, readonly PlanAction[]> = {
  draft: ["edit", "publish", "archive", "delete"],
  in_review: ["cancel"],
  scheduled: ["edit", "publish", "pause", "end", "cancel"],
  running: ["edit", "publish", "pause", "end"],
  paused: ["edit", "publish", "resume", "end", "cancel"],
  ended: ["archive", "delete"],
  cancelled: ["archive", "delete"],
  archived: ["delete"],
}

export const isAllowed = (state: PlanState, action: PlanAction): boolean => ALLOWED[state].includes(action)

export const actionsIn = (state: PlanState): readonly PlanAction[] => ALLOWED[state]

const INSTEAD: Partial<Record<PlanAction, string>> = {
  edit: "Duplicate it to make changes.",
  publish: "Duplicate it to publish it again.",
  delete: "End it first.",
  archive: "End it first.",
}

/** Why this cannot be done now, in one sentence for people. */
export const whyNot = (state: PlanState, action: PlanAction): string => {
  const instead = INSTEAD[action]
  return `The plan is ${state.replace("_", " ")}; it cannot be ${PAST[action]} now.${instead ? ` ${instead}` : ""}`
}

const PAST: Record<PlanAction, string> = {
  edit: "changed",
  publish: "published",
  pause: "paused",
  resume: "resumed",
  end: "ended",
  cancel: "cancelled",
  archive: "archived",
  delete: "deleted",
}
