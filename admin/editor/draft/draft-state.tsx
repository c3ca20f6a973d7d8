import { clx, Text, toast } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { useText } from "../../i18n/use-text"
import { useProblemText } from "../../page/problem-text"
import { ConflictDialog } from "./conflict-dialog"
import type { Draft } from "./use-draft"

/** Whether what is drawn is safe, in a word or two; and what somebody else changed, when that has to be decided. */
export function DraftState({ draft }: { draft: Draft }) {
  const { t, locale } = useText()
  const textOf = useProblemText()
  const [later, setLater] = useState(false)
  const { saving, savedAt, problems, broughtBack } = draft
  const isConflict = saving === "conflict"
  useEffect(() => {
    if (broughtBack) toast.info(t("draft.broughtBack"))
  }, [broughtBack, t])
  useEffect(() => {
    if (!isConflict) setLater(false)
  }, [isConflict])
  const at = savedAt && new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(savedAt)
  const said = {
    saved: at ? t("draft.savedAt", { at }) : t("draft.saved"),
    unsaved: t("draft.unsaved"),
    saving: t("draft.saving"),
    offline: t("draft.offline"),
    signed_out: t("draft.refused", { why: t("errors.signedOut") }),
    refused: t("draft.refused", { why: problems.map((problem) => textOf(problem)).join(" ") }),
    conflict: t("draft.conflict.short"),
  }[saving]
  const isBad = ["offline", "signed_out", "refused"].includes(saving) || isConflict
  return (
    <div className="flex min-w-0 items-center gap-x-2">
      <Text
        size="xsmall"
        role="status"
        title={said}
        className={clx("truncate", isBad ? "text-ui-fg-error" : "text-ui-fg-subtle")}
      >
        {said}
      </Text>
      {isConflict && later ? (
        <button
          type="button"
          className="txt-compact-xsmall-plus text-ui-fg-interactive shrink-0"
          onClick={() => setLater(false)}
        >
          {t("draft.conflict.decide")}
        </button>
      ) : null}
      {draft.theirs && !later ? (
        <ConflictDialog draft={draft} theirs={draft.theirs} onLater={() => setLater(true)} />
      ) : null}
    </div>
  )
}
