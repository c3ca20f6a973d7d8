import { getViewportForBounds, type Rect, useReactFlow, type Viewport } from "@xyflow/react"
import type { RefObject } from "react"

/** Smaller than this the text of a card (15 px) is hard to read. */
export const READABLE = 0.85
const MARGIN = 24

/**
 * Shows all of the drawing, or, where that were too small to read, its beginning. By the places of the cards and by how much
 * room there is now: the library fits what it has measured so far, and at the start that may be one card of many.
 */
export function useShowAll(frame: RefObject<HTMLElement | null>): () => Promise<void> {
  const { getNodes, getNodesBounds, setViewport } = useReactFlow()
  return async () => {
    const room = frame.current?.querySelector(".react-flow")
    if (room) await setViewport(viewOf(getNodesBounds(getNodes()), room))
  }
}

export function viewOf(cards: Rect, room: { clientWidth: number; clientHeight: number }): Viewport {
  const whole = getViewportForBounds(cards, room.clientWidth, room.clientHeight, READABLE, 1, 0.05)
  if (whole.zoom > READABLE) return whole
  const height = cards.height * READABLE
  const top = height < room.clientHeight ? (room.clientHeight - height) / 2 : MARGIN
  return { x: MARGIN - cards.x * READABLE, y: top - cards.y * READABLE, zoom: READABLE }
}
