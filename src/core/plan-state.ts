export type PlanState =
  | "draft"
  | "in_review"
  | "scheduled"
  | "running"
  | "paused"
  | "ended"
  | "cancelled"
  | "archived"

export type PlanAction =
  | "edit"
  | "publish"
  | "submit"
  | "approve"
  | "reject"
  | "pause"
  | "resume"
  | "end"
  | "cancel"
  | "archive"
  | "delete"

/**
 * What may be done with a plan in which state (FEATURES P12). Where it leads is with the verb: publishing and resuming
 * lead to scheduled or running, depending on the time.
 * Cancelling is for what has not begun, ending for what has. What is published is never edited: editing makes a draft beside it, and
 * publishing makes that the next version (P20).
 */
const ALLOWED: Record<PlanState, readonly PlanAction[]> = {
  draft: ["edit", "publish", "submit", "archive", "delete"],
  in_review: ["approve", "reject", "cancel"],
  scheduled: ["edit", "publish", "submit", "approve", "reject", "pause", "end", "cancel"],
  running: ["edit", "publish", "submit", "approve", "reject", "pause", "end"],
  paused: ["edit", "publish", "submit", "approve", "reject", "resume", "end", "cancel"],
  ended: ["archive", "delete"],
  cancelled: ["archive", "delete"],
  archived: ["delete"],
}

export const isAllowed = (state: PlanState, action: PlanAction): boolean => ALLOWED[state].includes(action)

export type Standing = {
  /** The draft waits for approval. */
  in_review: boolean
  /** The store asks for approval before anything is published. */
  with_approval: boolean
  /** The reader may decide about what waits. */
  may_approve: boolean
  /** The reader submitted what waits, and may take it back. */
  submitted: boolean
}

/** What the reader may do with a plan now. */
export const actionsIn = (state: PlanState, of: Standing): readonly PlanAction[] =>
  ALLOWED[state].filter((action) => {
    if (action === "edit") return !of.in_review
    if (action === "publish") return !of.in_review && !of.with_approval
    if (action === "submit") return !of.in_review && of.with_approval
    if (action === "approve") return of.in_review && of.may_approve
    return action !== "reject" || (of.in_review && (of.may_approve || of.submitted))
  })

const INSTEAD: Partial<Record<PlanAction, string>> = {
  edit: "Duplicate it to make changes.",
  publish: "Duplicate it to publish it again.",
  submit: "Duplicate it to publish it again.",
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
  submit: "submitted for approval",
  approve: "approved",
  reject: "rejected",
  pause: "paused",
  resume: "resumed",
  end: "ended",
  cancel: "cancelled",
  archive: "archived",
  delete: "deleted",
}
