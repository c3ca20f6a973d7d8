import { useEffect, useState, useSyncExternalStore } from "react"
import { canRedo, canUndo } from "../../../src/core/canvas/editing/history"
import { Refusal } from "../../api/client"
import { isChangedMeanwhile, loadPlan, type Plan, savePlanCanvas, usePlanIsSaved } from "../../api/plans"
import { keepFor } from "./keep"
import { type DraftPorts, openDraft, type SaveAnswer } from "./open-draft"
import { draftOf } from "./open-drafts"

export type Draft = ReturnType<typeof useDraft>

/** The draft of a plan while its canvas is open: what is drawn, what was done and undone, and how saving goes. */
export function useDraft(plan: Plan) {
  const isSaved = usePlanIsSaved()
  const [draft] = useState(() =>
    draftOf(plan.id, () =>
      openDraft(
        plan,
        portsOf(plan.id, () => isSaved(plan.id)),
      ),
    ),
  )
  const state = useSyncExternalStore(draft.subscribe, draft.state)
  useEffect(() => draft.follow(plan), [draft, plan])
  useEffect(() => {
    const again = () => void draft.flush()
    window.addEventListener("online", again)
    return () => {
      window.removeEventListener("online", again)
      again()
    }
  }, [draft])
  return {
    ...state,
    canvas: state.history.present,
    canUndo: canUndo(state.history),
    canRedo: canRedo(state.history),
    does: draft.does,
    seal: draft.seal,
    undo: draft.undo,
    redo: draft.redo,
    flush: draft.flush,
    decide: draft.decide,
  }
}

const portsOf = (id: string, onSaved: () => void): DraftPorts => ({
  save: (canvas, saved, merged) =>
    answer(async () => {
      const { plan } = await savePlanCanvas(id, canvas, saved.revision, merged)
      onSaved()
      return { ...saved, ...plan }
    }),
  load: () => answer(async () => (await loadPlan(id)).plan),
  keep: keepFor(id),
  later: (then, ms) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
  now: () => new Date(),
})

async function answer(ask: () => Promise<Plan>): Promise<SaveAnswer> {
  try {
    return { plan: await ask() }
  } catch (error) {
    // Not the server's own word: it, or the way to it, is away.
    if (!(error instanceof Refusal) || error.status >= 500 || error.status === 429) return { away: true }
    if (error.status === 401) return { signedOut: true }
    if (isChangedMeanwhile(error)) return { changed: true }
    const { problems, status, message } = error
    return {
      problems: problems.length > 0 ? problems : [{ code: `http/${status}`, path: "", message }],
    }
  }
}
