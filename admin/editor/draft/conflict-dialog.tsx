import { Button, FocusModal, Heading, Text } from "@medusajs/ui"
import { useContext, useMemo } from "react"
import { besideOf } from "../../../src/core/canvas/beside"
import { differenceOf } from "../../../src/core/canvas/difference"
import { mergeCanvas } from "../../../src/core/canvas/editing/merge"
import { useText } from "../../i18n/use-text"
import { NodeNames } from "../../page/problem-text"
import { DifferenceList } from "../../plans/versions/difference-list"
import { BesideList } from "./beside-list"
import type { DraftState } from "./open-draft"
import type { Draft } from "./use-draft"

/** So much of a note tells which it is. */
const LONGEST_NAME = 60

/** What two people drew at once, side by side, and what to make of it. */
export function ConflictDialog({
  draft,
  theirs: { plan, base },
  onLater,
}: {
  draft: Draft
  theirs: NonNullable<DraftState["theirs"]>
  onLater: () => void
}) {
  const { t } = useText()
  const named = useContext(NodeNames)
  const { canvas, decide } = draft
  const changed = useMemo(() => {
    const { settings } = plan
    const drawn = (of: typeof canvas) => ({ settings, canvas: of })
    return {
      theirs: differenceOf(drawn(base), drawn(plan.canvas)),
      mine: differenceOf(drawn(base), drawn(canvas)),
      besideTheirs: besideOf(base, plan.canvas),
      besideMine: besideOf(base, canvas),
      clashes: mergeCanvas(base, canvas, plan.canvas).clashes,
    }
  }, [plan, base, canvas])
  const nameOf = (id: string) =>
    canvas.nodes.find((node) => node.id === id)?.name || named(id) || noteOf(id) || id
  const noteOf = (id: string) => {
    const text = [...canvas.notes, ...plan.canvas.notes].find((note) => note.id === id)?.text
    return text === undefined ? "" : t("draft.conflict.noteNamed", { text: text.slice(0, LONGEST_NAME) })
  }
  return (
    <FocusModal open onOpenChange={(open) => !open && onLater()}>
      <FocusModal.Content>
        <FocusModal.Header>
          <FocusModal.Title asChild>
            <span className="sr-only">{t("draft.conflict.title")}</span>
          </FocusModal.Title>
        </FocusModal.Header>
        <FocusModal.Body className="overflow-y-auto">
          <div className="mx-auto flex max-w-[960px] flex-col gap-y-6 p-6">
            <div>
              <Heading>{t("draft.conflict.title")}</Heading>
              <FocusModal.Description className="txt-compact-small text-ui-fg-subtle mt-1">
                {t("draft.conflict.text")}
              </FocusModal.Description>
            </div>
            <div className="grid gap-6 md:grid-cols-2">
              <section>
                <Heading level="h2" className="mb-2">
                  {t("draft.conflict.theirs")}
                </Heading>
                <DifferenceList difference={changed.theirs} />
                <BesideList beside={changed.besideTheirs} />
              </section>
              <section>
                <Heading level="h2" className="mb-2">
                  {t("draft.conflict.yours")}
                </Heading>
                <DifferenceList difference={changed.mine} />
                <BesideList beside={changed.besideMine} />
              </section>
            </div>
            {changed.clashes.length > 0 ? (
              <Text size="small" className="text-ui-fg-error">
                {t("draft.conflict.clash", { names: changed.clashes.map(nameOf).join(", ") })}
              </Text>
            ) : null}
          </div>
        </FocusModal.Body>
        <FocusModal.Footer>
          <Button size="small" variant="secondary" onClick={onLater}>
            {t("draft.conflict.later")}
          </Button>
          <Button size="small" variant="secondary" onClick={() => decide("theirs")}>
            {t("draft.conflict.takeTheirs")}
          </Button>
          <Button size="small" variant="secondary" onClick={() => decide("mine")}>
            {t("draft.conflict.mine")}
          </Button>
          <Button size="small" onClick={() => decide("both")}>
            {t("draft.conflict.both")}
          </Button>
        </FocusModal.Footer>
      </FocusModal.Content>
    </FocusModal>
  )
}
