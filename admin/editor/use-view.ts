import { useReactFlow } from "@xyflow/react"
import { type RefObject, useMemo, useRef } from "react"
import type { Canvas } from "../../src/core/canvas/schema"
import { CARD } from "../canvas/lay-out"
import { READABLE } from "../canvas/show-all"
import type { View } from "./editor"

const GENTLY_MS = 200
/** A card that was just added is on the page a few pictures later. */
const MOST_TRIES = 20

/** What is seen of the drawing and where the keyboard stands, inside `frame`. */
export function useView(frame: RefObject<HTMLElement | null>, canvas: Canvas): View {
  const flow = useReactFlow()
  const latest = useRef(canvas)
  latest.current = canvas
  return useMemo(() => {
    const find = (selector: string) => frame.current?.querySelector<HTMLElement>(selector) ?? null
    const middleOfScreen = () => {
      const box = (find(".react-flow") ?? frame.current)?.getBoundingClientRect()
      return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 }
    }
    const placeOf = (id: string) => latest.current.nodes.find((node) => node.id === id)?.position
    // By what is measured now: the library learns of its size, which a form beside it changes, a little later.
    const centre = (id: string, zoom: number): void => {
      const at = placeOf(id)
      const box = find(".react-flow")?.getBoundingClientRect()
      if (!at || !box) return
      const x = box.width / 2 - (at.x + CARD.width / 2) * zoom
      const y = box.height / 2 - (at.y + CARD.height / 2) * zoom
      void flow.setViewport({ x, y, zoom }, { duration: GENTLY_MS })
    }
    const soon = (selector: string, tries = 0): void => {
      const found = find(selector)
      if (found) found.focus({ preventScroll: true })
      else if (tries < MOST_TRIES) requestAnimationFrame(() => soon(selector, tries + 1))
    }
    return {
      fit: () => void flow.fitView({ padding: 0.1, maxZoom: 1, duration: GENTLY_MS }),
      zoom: (how) => {
        if (how === "whole") void flow.zoomTo(1, { duration: GENTLY_MS })
        else void (how === "in" ? flow.zoomIn : flow.zoomOut)({ duration: GENTLY_MS })
      },
      show: (id) => requestAnimationFrame(() => centre(id, Math.max(flow.getZoom(), READABLE))),
      reveal: (id) =>
        requestAnimationFrame(() => {
          const at = placeOf(id)
          const box = find(".react-flow")?.getBoundingClientRect()
          if (!at || !box) return
          const start = flow.flowToScreenPosition(at)
          const end = flow.flowToScreenPosition({ x: at.x + CARD.width, y: at.y + CARD.height })
          if (start.x >= box.left && start.y >= box.top && end.x <= box.right && end.y <= box.bottom) return
          centre(id, flow.getZoom())
        }),
      middle: () => flow.screenToFlowPosition(middleOfScreen()),
      onCanvas: (spot) => flow.screenToFlowPosition(spot),
      spot: () => {
        const { x, y } = middleOfScreen()
        const top = frame.current?.getBoundingClientRect().y ?? y
        return { x: x - 180, y: top + 60 }
      },
      focus: (id) =>
        soon(`:is(.react-flow__node[data-id="${CSS.escape(id)}"], [data-card="${CSS.escape(id)}"])`),
      focusEditor: () => frame.current?.focus({ preventScroll: true }),
      focusForm: () => soon("[data-inspector] :is(input, textarea, [role=combobox], button)"),
    }
  }, [flow, frame])
}
