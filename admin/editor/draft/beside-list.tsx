import { Text } from "@medusajs/ui"
import type { Beside, NoteDifference } from "../../../src/core/canvas/beside"
import { ChangeBadge } from "../../canvas/change-mark"
import { useText } from "../../i18n/use-text"

/** What is other in a drawing without being other for people, apart from what they would meet. */
export function BesideList({ beside: { notes, moved } }: { beside: Beside }) {
  const { t, number } = useText()
  if (notes.length + moved === 0) return null
  return (
    <div className="border-ui-border-base mt-4 border-t pt-3">
      <Text size="small" weight="plus" className="mb-2">
        {t("draft.conflict.beside")}
      </Text>
      <ul className="flex flex-col gap-y-2">
        {notes.map((note) => (
          <li key={note.note} className="flex items-start gap-x-3">
            <ChangeBadge change={note.change} className="mt-0.5 shrink-0" />
            <div className="txt-compact-small text-ui-fg-subtle min-w-0 break-words">
              <span className="text-ui-fg-base font-medium">{t("draft.conflict.note")}</span>
              <Said {...note} />
            </div>
          </li>
        ))}
        {moved > 0 ? (
          <li className="txt-compact-small text-ui-fg-subtle">
            {t("draft.conflict.moved", { count: moved, shown: number(moved) })}
          </li>
        ) : null}
      </ul>
    </div>
  )
}

function Said({ change, before, after }: NoteDifference) {
  return (
    <>
      {change === "added" ? null : <p className="line-through">{before}</p>}
      {change === "removed" ? null : <p>{after || "–"}</p>}
    </>
  )
}
