import { Refusal } from "../../api/client"
import type { Plan } from "../../api/plans"
import type { OpenDraft } from "./open-draft"

/** Drafts that were opened in this window. They go on saving, and can be undone, when their canvas is opened again. */
const drafts = new Map<string, OpenDraft>()

export function draftOf(id: string, open: () => OpenDraft): OpenDraft {
  const draft = drafts.get(id) ?? open()
  drafts.set(id, draft)
  return draft
}

/**
 * The plan with every stroke on the server: before it is published, submitted or run ahead. Throws a Refusal while strokes cannot be
 * saved, so that nobody publishes what she does not see.
 */
export async function asDrawn(plan: Plan): Promise<Plan> {
  const draft = drafts.get(plan.id)
  if (!draft) return plan
  await draft.flush()
  const { saving, saved } = draft.state()
  if (saving === "saved") return saved.revision > plan.revision ? { ...plan, ...saved } : plan
  const message = "What was drawn last is not saved yet."
  throw new Refusal(409, message, [{ code: "draft/not-saved", path: "", message }])
}
