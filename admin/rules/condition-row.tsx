import { SquareTwoStack, Trash } from "@medusajs/icons"
import { Hint, IconButton } from "@medusajs/ui"
import { type FocusEvent, useState } from "react"
import type { Problem } from "../../src/core/problem"
import type { CatalogueField } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { ProblemList } from "../page/problem-list"
import { DidEditor } from "./did-editor"
import { FactEditor } from "./fact-editor"
import { HoldsEditor, PlanEditor, SegmentEditor } from "./reference-editors"
import type { Condition } from "./rule"

export type RowProps = {
  value: Condition
  onChange: (next: Condition) => void
  onRemove: () => void
  onCopy: () => void
  fields: CatalogueField[]
  problems: Problem[]
  inCanvas?: boolean
  /** Only just added: what is missing in it is no mistake yet. */
  fresh: boolean
  insisted: boolean
}

/** A list that opened from the row is still the row. */
const inRow = ({ currentTarget, relatedTarget }: FocusEvent): boolean =>
  relatedTarget instanceof Element &&
  (currentTarget.contains(relatedTarget) ||
    relatedTarget.closest("[role=listbox], [data-radix-popper-content-wrapper]") !== null)

/** One condition as a sentence with editable parts, and what is wrong with it below. */
export function ConditionRow(props: RowProps) {
  const { value, onChange, onRemove, onCopy, fields, problems, inCanvas, fresh, insisted } = props
  const { t } = useText()
  const [touched, setTouched] = useState(!fresh)
  const quiet = !touched && !insisted
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame
    <div
      role="group"
      aria-label={t("rules.condition")}
      onInput={() => setTouched(true)}
      onBlur={(event) => {
        if (!inRow(event)) setTouched(true)
      }}
      className="bg-ui-bg-base shadow-elevation-card-rest flex flex-col gap-y-2 rounded-lg px-3 py-2"
    >
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0 flex-1">
          <Editor value={value} onChange={onChange} fields={fields} inCanvas={inCanvas} />
        </div>
        <div className="flex shrink-0 gap-0.5">
          <IconButton
            size="small"
            variant="transparent"
            aria-label={t("rules.copyCondition")}
            onClick={onCopy}
          >
            <SquareTwoStack />
          </IconButton>
          <IconButton
            size="small"
            variant="transparent"
            aria-label={t("rules.removeCondition")}
            onClick={onRemove}
          >
            <Trash />
          </IconButton>
        </div>
      </div>
      {quiet && problems.length > 0 ? <Hint>{t("rules.unfinished")}</Hint> : null}
      {quiet ? null : <ProblemList problems={problems} beside />}
    </div>
  )
}

function Editor({
  value,
  onChange,
  fields,
  inCanvas,
}: Pick<RowProps, "value" | "onChange" | "fields" | "inCanvas">) {
  if ("fact" in value) return <FactEditor value={value} onChange={onChange} fields={fields} />
  if ("did" in value) return <DidEditor value={value} onChange={onChange} inCanvas={inCanvas} />
  if ("in_segment" in value) return <SegmentEditor value={value} onChange={onChange} />
  if ("plan" in value) return <PlanEditor value={value} onChange={onChange} inCanvas={inCanvas} />
  return <HoldsEditor value={value} onChange={onChange} />
}
