import { useReactFlow } from "@xyflow/react"
import { type RefObject, useMemo, useRef } from "react"
import type { Canvas } from "../../src/core/canvas/schema"
import { CARD } from "../canvas/lay-out"
import { READABLE } from "../canvas/show-all"
import type { View } from "./editor"

const GENTLY_MS = 200
const LEAST_ZOOM = 0.1
/** Around what is brought into the middle. */
const ROOM = 40
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
    /** What cards and notes take up together. */
    const around = (ids: string[]) => {
      const { nodes, notes } = latest.current
      const places = [...nodes, ...notes].filter(({ id }) => ids.includes(id)).map(({ position }) => position)
      if (places.length === 0) return null
      const [x, y] = [places.map((one) => one.x), places.map((one) => one.y)]
      return {
        start: { x: Math.min(...x), y: Math.min(...y) },
        end: { x: Math.max(...x) + CARD.width, y: Math.max(...y) + CARD.height },
      }
    }
    // By what is measured now: the library learns of its size, which a form beside it changes, a little later.
    const centre = (ids: string[], most: number): void => {
      const parts = around(ids)
      const box = find(".react-flow")?.getBoundingClientRect()
      if (!parts || !box) return
      const { start, end } = parts
      const zoom = Math.max(
        LEAST_ZOOM,
        Math.min(most, (box.width - ROOM) / (end.x - start.x), (box.height - ROOM) / (end.y - start.y)),
      )
      const x = box.width / 2 - ((start.x + end.x) / 2) * zoom
      const y = box.height / 2 - ((start.y + end.y) / 2) * zoom
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
      show: (id) => requestAnimationFrame(() => centre([id], Math.max(flow.getZoom(), READABLE))),
      reveal: (ids) =>
        requestAnimationFrame(() => {
          const parts = around(ids)
          const box = find(".react-flow")?.getBoundingClientRect()
          if (!parts || !box) return
          const start = flow.flowToScreenPosition(parts.start)
          const end = flow.flowToScreenPosition(parts.end)
          if (start.x >= box.left && start.y >= box.top && end.x <= box.right && end.y <= box.bottom) return
          centre(ids, flow.getZoom())
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
