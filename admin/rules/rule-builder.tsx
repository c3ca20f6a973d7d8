import { toast } from "@medusajs/ui"
import { useEffect, useRef, useState } from "react"
import { type CatalogueField, useFields } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { Answer } from "../page/states"
import { BuilderContext } from "./builder-context"
import { onBuilderKey } from "./builder-keys"
import { DragRoom } from "./drag"
import { editorOf } from "./editor"
import { isTextField } from "./place-of-key"
import { RuleGroup } from "./rule-group"
import { find } from "./tree"
import { useClipboard } from "./use-clipboard"
import type { RuleDraft } from "./use-rule-draft"

const COMMAND = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl+"

/** Writes a rule: the same wherever one is written. Problems (of the server's check) stand at the rows they belong to. */
export function RuleBuilder({ draft }: { draft: RuleDraft }) {
  const fields = useFields()
  return (
    <Answer asked={fields} rows={2}>
      {({ fields }) => <Builder draft={draft} fields={fields} />}
    </Answer>
  )
}

function Builder({ draft, fields }: { draft: RuleDraft; fields: CatalogueField[] }) {
  const { t } = useText()
  const room = useRef<HTMLDivElement>(null)
  const { focus, said } = useFocus(room, draft)
  const refuse = (why: "tooDeep" | "tooMany") => toast.error(t(`rules.${why}`))
  const editor = editorOf({ draft, fields, refuse, focus })
  const clipboard = useClipboard(editor)
  useUndoFromNowhere(draft)
  return (
    <BuilderContext.Provider value={{ editor, clipboard, command: COMMAND }}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame */}
      <div
        ref={room}
        role="group"
        aria-label={t("rules.title")}
        className="flex flex-col gap-y-3"
        onKeyDown={(event) => onBuilderKey(event, editor)}
        onCopy={(event) => clipboard.onCopy(event)}
        onCut={clipboard.onCut}
        onPaste={clipboard.onPaste}
        onBlur={(event) => {
          if (isTextField(event.target)) draft.rest()
        }}
      >
        <DragRoom>
          <RuleGroup node={draft.tree} />
        </DragRoom>
        <span className="sr-only" aria-live="polite">
          {said}
        </span>
      </div>
    </BuilderContext.Provider>
  )
}

const HANDLE = "[data-handle]"
/** Where a condition that is new waits for something: what is typed, else what is picked, else what is chosen last. */
const fieldIn = (row: Element): HTMLElement | undefined =>
  row.querySelector<HTMLElement>("input") ??
  row.querySelector<HTMLElement>("[aria-haspopup=dialog]") ??
  [...row.querySelectorAll<HTMLElement>("[role=combobox]")].at(-1)

/** Keeps the keyboard with the condition that was moved, added or pasted, and says aloud where it stands now. */
function useFocus(room: { current: HTMLElement | null }, draft: RuleDraft) {
  const { t } = useText()
  const { tree } = draft
  const wish = useRef<{ id: number; why?: "new" | "moved" } | null>(null)
  const [said, say] = useState("")
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each new tree, which is when the wish can be met
  useEffect(() => {
    const wished = wish.current
    wish.current = null
    if (!wished) return
    const row = room.current?.querySelector(`[data-node="${wished.id}"]`)
    const handle = row?.querySelector<HTMLElement>(HANDLE)
    // The outermost group has no handle.
    const held = row && (wished.why === "new" || !handle) ? fieldIn(row) : handle
    held?.focus()
    const found = wished.why === "moved" ? find(tree, wished.id) : null
    if (!found?.parent) return
    const { nodes, mode } = found.parent
    say(t("rules.movedTo", { place: found.index + 1, of: nodes.length, group: t(`rules.modes.${mode}`) }))
  }, [tree])
  return {
    said,
    focus: (id: number, why?: "new" | "moved") => {
      wish.current = { id, why }
    },
  }
}

/** After a click beside everything the keyboard is nowhere; undo still means the rule. */
function useUndoFromNowhere(draft: RuleDraft) {
  const last = useRef(draft)
  last.current = draft
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target !== document.body || event.defaultPrevented) return
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return
      event.preventDefault()
      if (event.shiftKey) last.current.redo()
      else last.current.undo()
    }
    document.addEventListener("keydown", onKey)
    return () => document.removeEventListener("keydown", onKey)
  }, [])
}
