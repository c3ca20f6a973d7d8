import { Trash } from "@medusajs/icons"
import { Hint, IconButton } from "@medusajs/ui"
import type { FocusEvent } from "react"
import { useText } from "../i18n/use-text"
import { ProblemList } from "../page/problem-list"
import { useBuilder } from "./builder-context"
import { DidEditor } from "./did-editor"
import { Handle } from "./drag"
import { FactEditor } from "./fact-editor"
import { NodeMenu } from "./node-menu"
import { useNodeTitle } from "./node-title"
import { HoldsEditor, PlanEditor, SegmentEditor } from "./reference-editors"
import type { Condition } from "./rule"
import type { ConditionNode } from "./tree"

/** A list that opened from the row is still the row. */
const inRow = ({ currentTarget, relatedTarget }: FocusEvent): boolean =>
  relatedTarget instanceof Element &&
  (currentTarget.contains(relatedTarget) ||
    relatedTarget.closest("[role=listbox], [role=menu], [data-radix-popper-content-wrapper]") !== null)

/** One condition as a sentence with editable parts, and what is wrong with it below. */
export function ConditionRow({ node }: { node: ConditionNode }) {
  const { t } = useText()
  const { editor } = useBuilder()
  const { draft } = editor
  const name = useNodeTitle(editor.fields)(node)
  const problems = draft.problemsOf(node.id)
  const fresh = draft.isFresh(node.id)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame
    <div
      role="group"
      aria-label={t("rules.conditionOf", { name })}
      data-node={node.id}
      onInput={() => draft.touch(node.id)}
      onBlur={(event) => {
        if (!inRow(event)) draft.touch(node.id)
      }}
      className="bg-ui-bg-base shadow-elevation-card-rest flex flex-col gap-y-2 rounded-lg py-2 pe-2 ps-1"
    >
      <div className="flex items-start gap-x-1">
        <Handle id={node.id} name={name} />
        <div className="min-w-0 flex-1">
          <Editor node={node} />
        </div>
        <div className="flex shrink-0 gap-0.5">
          <NodeMenu node={node} name={name} />
          <IconButton
            size="small"
            variant="transparent"
            aria-label={t("rules.removeCondition")}
            onClick={() => editor.remove(node.id)}
          >
            <Trash />
          </IconButton>
        </div>
      </div>
      {problems.length > 0 ? (
        <div className="ps-6">
          {fresh ? <Hint>{t("rules.unfinished")}</Hint> : <ProblemList problems={problems} beside />}
        </div>
      ) : null}
    </div>
  )
}

function Editor({ node }: { node: ConditionNode }) {
  const { editor } = useBuilder()
  const { inCanvas } = editor.draft
  const value = node.condition
  const onChange = (next: Condition) => editor.setCondition(node, next)
  if ("fact" in value) return <FactEditor value={value} onChange={onChange} fields={editor.fields} />
  if ("did" in value) return <DidEditor value={value} onChange={onChange} inCanvas={inCanvas} />
  if ("in_segment" in value) return <SegmentEditor value={value} onChange={onChange} />
  if ("outcome" in value) return <PlanEditor value={value} onChange={onChange} inCanvas={inCanvas} />
  return <HoldsEditor value={value} onChange={onChange} />
}
