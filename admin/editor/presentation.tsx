import { ArrowLeft, ArrowRight } from "@medusajs/icons"
import { Button, FocusModal, IconButton, Kbd } from "@medusajs/ui"
import { type KeyboardEvent, useMemo, useState } from "react"
import { walkingOrder } from "../../src/core/canvas/editing/outline"
import type { CanvasNode } from "../../src/core/canvas/schema"
import CanvasView from "../canvas/canvas-view"
import type { NodeCounts } from "../canvas/node-counts"
import { useText } from "../i18n/use-text"
import { Summary } from "../kinds/summary"
import { useEditor } from "./editor"

const NO_COUNTS: NodeCounts = { estimated: true, of: () => undefined }
const KEYS: Record<string, (at: number, of: number) => number> = {
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  PageDown: (at) => at + 1,
  " ": (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  PageUp: (at) => at - 1,
  Home: () => 0,
  End: (_, of) => of - 1,
}

/** The drawing alone, card by card in the order in which one would tell it, large enough to be read from afar. */
export function Presentation() {
  const { t } = useText()
  const { canvas, ways, cardOf, kinds, draft, chosen, choose, setLook, view } = useEditor()
  const order = useMemo(() => walkingOrder(canvas, ways), [canvas, ways])
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      order.findIndex(({ id }) => id === chosen.ids[0]),
    ),
  )
  const shown = useMemo(
    () => ({ ...canvas, nodes: canvas.nodes.map((node) => ({ ...node, card: cardOf(node.id) })) }),
    [canvas, cardOf],
  )
  const node = order[Math.min(at, order.length - 1)]
  if (!node) return null
  const go = (to: number) => setAt(Math.min(Math.max(to, 0), order.length - 1))
  const leave = () => {
    setLook({ presenting: false })
    choose([node.id])
    view.show(node.id)
  }
  return (
    <FocusModal open onOpenChange={(open) => !open && leave()}>
      <FocusModal.Content
        className="!inset-0 !rounded-none"
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          ;(event.currentTarget as HTMLElement).focus()
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          view.focus(node.id)
        }}
        onKeyDown={(event: KeyboardEvent) => {
          const to = KEYS[event.key]?.(at, order.length)
          // The space bar on a button is a press of it.
          if (to === undefined || (event.key === " " && event.target instanceof HTMLButtonElement)) return
          event.preventDefault()
          go(to)
        }}
      >
        <FocusModal.Title asChild>
          <span className="sr-only">{t("editor.present.title", { name: draft.saved.name })}</span>
        </FocusModal.Title>
        <FocusModal.Description asChild>
          <span className="sr-only">{t("editor.present.keys")}</span>
        </FocusModal.Description>
        <div className="min-h-0 flex-1">
          <CanvasView
            canvas={shown}
            kinds={kinds}
            counts={NO_COUNTS}
            problems={[]}
            presented={node.id}
            onOpen={(id) => go(order.findIndex((one) => one.id === id))}
          />
        </div>
        <div className="border-ui-border-base bg-ui-bg-base flex shrink-0 items-start gap-x-6 border-t px-10 py-6">
          <Told node={node} />
          <div className="flex shrink-0 flex-col items-end gap-y-3">
            <div className="flex items-center gap-x-2">
              <span className="text-ui-fg-subtle tabular-nums">
                {t("editor.present.place", { at: order.indexOf(node) + 1, of: order.length })}
              </span>
              <IconButton
                aria-label={t("editor.present.previous")}
                disabled={at === 0}
                onClick={() => go(at - 1)}
              >
                <ArrowLeft className="rtl:rotate-180" />
              </IconButton>
              <IconButton
                aria-label={t("editor.present.next")}
                disabled={at >= order.length - 1}
                onClick={() => go(at + 1)}
              >
                <ArrowRight className="rtl:rotate-180" />
              </IconButton>
              <Button size="small" variant="secondary" onClick={leave}>
                {t("editor.present.leave")} <Kbd>Esc</Kbd>
              </Button>
            </div>
          </div>
        </div>
      </FocusModal.Content>
    </FocusModal>
  )
}

/** What the card does, and where its ways lead. */
function Told({ node }: { node: CanvasNode }) {
  const { t, label } = useText()
  const { canvas, cardOf, kindOf, nameOf, portsOf } = useEditor()
  const ports = portsOf(node)
  return (
    <div aria-live="polite" className="min-h-[140px] min-w-0 flex-1">
      <p className="text-ui-fg-base text-[28px] font-medium leading-9">{nameOf(node)}</p>
      <p className="text-ui-fg-subtle mt-1 line-clamp-3 break-words text-[20px] leading-7">
        <Summary node={{ ...node, card: cardOf(node.id) }} kind={kindOf(node)} />
      </p>
      {ports.length > 1 ? (
        <ul className="text-ui-fg-subtle mt-2 flex flex-wrap gap-x-6 text-[16px] leading-6">
          {ports.map((port) => {
            const to = canvas.edges.find((edge) => edge.from === node.id && edge.port === port.id)?.to
            const next = canvas.nodes.find(({ id }) => id === to)
            return (
              <li key={port.id}>
                {t("editor.present.leads", {
                  way: label(port.label),
                  to: next ? nameOf(next) : t("editor.endsHere"),
                })}
              </li>
            )
          })}
        </ul>
      ) : null}
    </div>
  )
}
