import { Badge, Button, clx, FocusModal, Heading, Text } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { type KeptState, useDraftState, useDrafts } from "../../api/drafts"
import { useText } from "../../i18n/use-text"
import { Answer, Failed, LoadingRows, Nothing } from "../../page/states"
import { useUserNames } from "../../page/user-names"
import DifferenceDrawing from "../../plans/versions/difference-drawing"
import { useEditor } from "../editor"
import { useClosing } from "../use-closing"
import { useChangesText } from "./changes-text"
import { useRestoring } from "./use-restoring"

/** Earlier states of the draft: who, when and what in words; each to be looked at on the drawing, and to be put back. */
export function DraftHistory() {
  const { t } = useText()
  const { draft } = useEditor()
  const { onClose, onCloseAutoFocus } = useClosing()
  const { flush } = draft
  // The first of them is the draft as it is now.
  useEffect(() => void flush(), [flush])
  const asked = useDrafts(draft.saved)
  return (
    <FocusModal open onOpenChange={(open) => !open && onClose()}>
      <FocusModal.Content onCloseAutoFocus={onCloseAutoFocus}>
        <FocusModal.Header>
          <div className="min-w-0 flex-1">
            <FocusModal.Title asChild>
              <Heading>{t("draft.history.title")}</Heading>
            </FocusModal.Title>
            <FocusModal.Description className="txt-compact-small text-ui-fg-subtle">
              {t("draft.history.text")}
            </FocusModal.Description>
          </div>
        </FocusModal.Header>
        <FocusModal.Body className="min-h-0 flex-1 overflow-hidden">
          <Answer asked={asked} rows={6}>
            {({ drafts }) =>
              drafts.length === 0 ? <Nothing title={t("draft.history.none")} /> : <States drafts={drafts} />
            }
          </Answer>
        </FocusModal.Body>
      </FocusModal.Content>
    </FocusModal>
  )
}

function States({ drafts }: { drafts: KeptState[] }) {
  const { t } = useText()
  const [no, choose] = useState(drafts[0]!.no)
  const at = Math.max(
    0,
    drafts.findIndex((one) => one.no === no),
  )
  const [shown, before] = [drafts[at]!, drafts[at + 1]]
  const { put, told } = useRestoring({ now: drafts[0]!, shown })
  return (
    <div className="flex size-full min-h-0">
      <ol
        aria-label={t("draft.history.list")}
        className="border-ui-border-base w-[320px] shrink-0 divide-y overflow-y-auto border-e"
      >
        {drafts.map((one, index) => (
          <li key={one.no}>
            <State
              state={one}
              isNow={index === 0}
              chosen={one.no === shown.no}
              onChoose={() => choose(one.no)}
            />
          </li>
        ))}
      </ol>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="border-ui-border-base flex items-center justify-between gap-x-3 border-b px-4 py-2">
          <div className="text-ui-fg-subtle txt-small min-w-0 break-words">
            <p>{t(at === 0 ? "draft.history.sameAsNow" : "draft.history.againstBefore")}</p>
            {at === 0 || !told ? null : (
              <section aria-label={t("draft.history.againstNow")} className="text-ui-fg-base">
                <p>
                  {t("draft.history.againstNow")}:{" "}
                  {told.much || (told.settings.length > 0 ? "" : t("draft.history.nothing"))}
                </p>
                <ul className="max-h-[120px] list-inside list-disc overflow-y-auto">
                  {told.settings.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </section>
            )}
          </div>
          {at === 0 ? null : (
            <Button size="small" className="shrink-0" disabled={!told} isLoading={put.busy} onClick={put.run}>
              {t("draft.history.restore")}
            </Button>
          )}
        </div>
        <div className="min-h-0 flex-1">
          <Drawn key={shown.no} shown={shown} before={before} />
        </div>
      </div>
    </div>
  )
}

function State({
  state,
  isNow,
  chosen,
  onChoose,
}: {
  state: KeptState
  isNow: boolean
  chosen: boolean
  onChoose: () => void
}) {
  const { t, time } = useText()
  const nameOf = useUserNames()
  const changed = useChangesText()
  // On the ground of what is chosen a quieter colour is hard to read by night.
  const quiet = chosen ? "text-ui-fg-base" : "text-ui-fg-subtle"
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={clx(
        "focus-visible:shadow-borders-focus flex w-full flex-col items-start gap-y-0.5 px-4 py-3 text-start outline-none",
        chosen ? "bg-ui-bg-base-pressed" : "hover:bg-ui-bg-base-hover",
      )}
    >
      <Text size="small" leading="compact" weight="plus">
        {time(state.saved_at)}
      </Text>
      <Text size="small" className={quiet}>
        {nameOf(state.saved_by)} · {t(`draft.history.how.${state.how}`, { origin: state.origin })}
      </Text>
      <Text size="small" className={quiet}>
        {changed(state.changes)}
      </Text>
      <span className="flex flex-wrap gap-1">
        {isNow ? (
          <Badge size="2xsmall" color="blue">
            {t("draft.history.current")}
          </Badge>
        ) : null}
        {state.version === null ? null : (
          <Badge size="2xsmall" color="green">
            {t("draft.history.published", { version: state.version })}
          </Badge>
        )}
      </span>
    </button>
  )
}

function Drawn({ shown, before }: { shown: KeptState; before: KeptState | undefined }) {
  const { id } = useEditor().draft.saved
  const now = useDraftState(id, shown)
  const was = useDraftState(id, before)
  const failed = [now, was].find((asked) => asked.isError)
  if (failed) return <Failed error={failed.error} retry={() => void failed.refetch()} />
  if (!now.data || (before && !was.data)) return <LoadingRows rows={8} />
  return <DifferenceDrawing before={was.data?.draft ?? null} after={now.data.draft} />
}
