import { toast } from "@medusajs/ui"
import { changesOf } from "../../../src/core/canvas/changes"
import { comingBack } from "../../../src/core/canvas/coming-back"
import { type KeptState, useDraftState, useRestoreDraft } from "../../api/drafts"
import { useText } from "../../i18n/use-text"
import { useAction } from "../../page/action"
import { useSettingsTold } from "../../plans/versions/settings-told"
import { useEditor } from "../editor"
import { useChangesText } from "./changes-text"
import { asDrawn } from "./open-drafts"

/** An earlier state, put back: what that makes other in the draft as it is now, in words, and the doing of it. */
export function useRestoring({ now, shown }: { now: KeptState; shown: KeptState }) {
  const { t, time } = useText()
  const { ask, draft } = useEditor()
  const restore = useRestoreDraft(draft.saved.id)
  const told = useToldApart({ now, shown })
  // Undo on the canvas knows the drawing only.
  const takeBack = useAction(async (plan: typeof draft.saved) => {
    const { revision } = await asDrawn(plan)
    await restore.mutateAsync({ no: now.no, revision })
    toast.success(t("draft.history.restored", { at: time(now.saved_at) }))
  })
  const put = useAction(async () => {
    // What was drawn last is kept before it gives way.
    const { revision } = await asDrawn(draft.saved)
    const { plan } = await restore.mutateAsync({ no: shown.no, revision })
    const action = { label: t("draft.history.takeBack"), altText: t("draft.history.takeBack") }
    toast.success(t("draft.history.restored", { at: time(shown.saved_at) }), {
      ...(told && told.settings.length > 0
        ? {
            description: t("draft.history.settingsToo"),
            action: { ...action, onClick: () => takeBack.run(plan) },
          }
        : {}),
    })
    ask(null)
  })
  return { put, told }
}

/** Null while it is not known. */
function useToldApart({ now, shown }: { now: KeptState; shown: KeptState }) {
  const { saved } = useEditor().draft
  const changesText = useChangesText()
  const settingsTold = useSettingsTold()
  const is = useDraftState(saved.id, now).data?.draft
  const then = useDraftState(saved.id, shown).data?.draft
  if (!is || !then) return null
  const after = { ...then, ...comingBack({ ...is, version: saved.version }, then) }
  return {
    much: changesText({ ...changesOf(is, after), settings: 0 }),
    settings: settingsTold(is, after),
  }
}
