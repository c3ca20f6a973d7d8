import { useReactFlow } from "@xyflow/react"
import type { RefObject } from "react"

/** Smaller than this the text of a card (15 px) is hard to read. */
export const READABLE = 0.85
const MARGIN = 24

/** Shows all of the drawing, or, where that were too small to read, its beginning. */
export function useShowAll(frame: RefObject<HTMLElement | null>): () => Promise<void> {
  const { fitView, getNodes, getNodesBounds, getZoom, setViewport } = useReactFlow()
  return async () => {
    await fitView({ padding: 0.05, maxZoom: 1, minZoom: READABLE })
    if (getZoom() > READABLE) return
    const { x, y, height } = getNodesBounds(getNodes())
    const room = frame.current?.clientHeight ?? 0
    const top = height * READABLE < room ? (room - height * READABLE) / 2 : MARGIN
    await setViewport({ x: MARGIN - x * READABLE, y: top - y * READABLE, zoom: READABLE })
  }
}
