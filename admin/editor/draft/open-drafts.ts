import { Refusal } from "../../api/client"
import type { Plan } from "../../api/plans"
import type { OpenDraft } from "./open-draft"

const open = new Map<string, OpenDraft>()

/** Somebody draws on this plan in this window, until what is answered is called. */
export function noteOpen(id: string, draft: OpenDraft): () => void {
  open.set(id, draft)
  return () => {
    if (open.get(id) === draft) open.delete(id)
  }
}

/**
 * The plan with every stroke on the server: before it is published, submitted or run ahead. Throws a Refusal while strokes cannot be
 * saved, so that nobody publishes what she does not see.
 */
export async function asDrawn(plan: Plan): Promise<Plan> {
  const draft = open.get(plan.id)
  if (!draft) return plan
  await draft.flush()
  const { saving, saved } = draft.state()
  if (saving === "saved") return saved.revision > plan.revision ? { ...plan, ...saved } : plan
  const message = "What was drawn last is not saved yet."
  throw new Refusal(409, message, [{ code: "draft/not-saved", path: "", message }])
}
