import { clx } from "@medusajs/ui"
import { ReactFlowProvider } from "@xyflow/react"
import { useCallback, useEffect, useRef } from "react"
import type { CatalogueKind } from "../api/catalogue"
import type { Plan } from "../api/plans"
import type { NodeCounts } from "../canvas/node-counts"
import { useText } from "../i18n/use-text"
import { NodeNames } from "../page/problem-text"
import { EditorProvider } from "./editor"
import { Inspector } from "./inspector"
import { ListView } from "./list-view"
import { Palette } from "./palette"
import { Presentation } from "./presentation"
import { Questions } from "./questions"
import { Surface } from "./surface"
import { Toolbar } from "./toolbar"
import { useClipboard } from "./use-clipboard"
import { useEditorOf } from "./use-editor"
import { useKeptKeyboard } from "./use-kept-keyboard"
import { onEditorKey } from "./use-keys"

type Props = {
  plan: Plan
  kinds: CatalogueKind[]
  /** What a pre-run says of each card, instead of the estimate. */
  foreseen: NodeCounts | null
}

/** Draws the draft of a plan: palette, drawing and the form of what is chosen, saved by itself. */
export default function CanvasEditor(props: Props) {
  return (
    <ReactFlowProvider>
      <Parts {...props} />
    </ReactFlowProvider>
  )
}

function Parts({ plan, kinds, foreseen }: Props) {
  const { t } = useText()
  const frame = useRef<HTMLElement>(null)
  const editor = useEditorOf(plan, kinds, frame, foreseen)
  const clipboard = useClipboard(editor)
  const { canvas, nameOf, look, draft } = editor
  // Who comes to a canvas means it: its keys are heard at once, unless the keyboard is held by something else.
  useEffect(() => {
    if (document.activeElement === document.body) frame.current?.focus({ preventScroll: true })
  }, [])
  // A card of this drawing may be newer than what the page around knows.
  const named = useCallback(
    (id: string) => {
      const node = canvas.nodes.find((one) => one.id === id)
      return node && nameOf(node)
    },
    [canvas.nodes, nameOf],
  )
  return (
    <EditorProvider value={editor}>
      <NodeNames.Provider value={named}>
        <section
          ref={frame}
          // A click beside everything leaves the keyboard here.
          tabIndex={-1}
          aria-label={t("editor.title")}
          className={clx(
            "bg-ui-bg-base flex flex-col overflow-hidden outline-none",
            look.fullScreen ? "fixed inset-0" : "h-[max(520px,calc(100vh-232px))]",
          )}
          onFocus={useKeptKeyboard(frame, canvas)}
          onBlur={draft.seal}
          onKeyDown={(event) => onEditorKey(event, editor, clipboard.port)}
          {...clipboard.events}
        >
          <Toolbar clipboard={clipboard.port} />
          <div className="flex min-h-0 flex-1">
            {look.palette ? <Palette /> : null}
            <div className="min-w-0 flex-1">{look.list ? <ListView /> : <Surface />}</div>
            <Inspector />
          </div>
          <Questions clipboard={clipboard.port} />
          {look.presenting ? <Presentation /> : null}
        </section>
      </NodeNames.Provider>
    </EditorProvider>
  )
}
