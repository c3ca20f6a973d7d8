import { clx } from "@medusajs/ui"
import { type NodeProps, NodeResizeControl } from "@xyflow/react"
import { useState } from "react"
import { changeNote } from "../../src/core/canvas/editing/edits"
import { useText } from "../i18n/use-text"
import { useEditor } from "./editor"
import type { NoteNode } from "./flow-parts"

/** Smaller than this a note holds no word. */
const LEAST = { minWidth: 100, minHeight: 60 }

/** A note on the drawing, for people: moved like a card, written into after a double click, resized at its corner. */
export function NoteCard({ id, data, selected }: NodeProps<NoteNode>) {
  const { t } = useText()
  const { does } = useEditor()
  const [writing, write] = useState(false)
  const { text } = data.note
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard writes into it beside the drawing
    <div
      className={clx(
        "bg-ui-tag-orange-bg border-ui-tag-orange-border text-ui-fg-base h-full w-full overflow-hidden rounded-lg border p-3 text-start text-[14px] leading-5",
        selected && "shadow-borders-interactive-with-active",
      )}
      onDoubleClick={() => write(true)}
    >
      {writing ? (
        <Writing
          text={text}
          onWrite={(next) =>
            does((canvas) => changeNote(canvas, id, { text: next }), { merge: `note ${id}` })
          }
          onDone={() => write(false)}
        />
      ) : (
        <p className={clx("whitespace-pre-wrap break-words", !text && "text-ui-fg-subtle")}>
          {text || t("editor.emptyNote")}
        </p>
      )}
      {selected ? (
        <NodeResizeControl
          {...LEAST}
          position="bottom-right"
          className="!bg-ui-bg-interactive !size-3 !rounded-full"
        />
      ) : null}
    </div>
  )
}

/**
 * The drawing library hands a text back a moment after it was typed. A field that waited for it would lose its cursor, and letters with
 * it; so what is typed stands here first.
 */
function Writing({
  text,
  onWrite,
  onDone,
}: {
  text: string
  onWrite: (text: string) => void
  onDone: () => void
}) {
  const { t } = useText()
  const [typed, type] = useState(text)
  return (
    <textarea
      // biome-ignore lint/a11y/noAutofocus: it was opened to be written into
      autoFocus
      className="nodrag nowheel size-full resize-none bg-transparent outline-none"
      aria-label={t("editor.note")}
      maxLength={5000}
      value={typed}
      onChange={(event) => {
        type(event.target.value)
        onWrite(event.target.value)
      }}
      onBlur={onDone}
    />
  )
}
