import { useNodesInitialized, useReactFlow } from "@xyflow/react"
import { type RefObject, useEffect } from "react"
import { CARD } from "./lay-out"

/** Smaller than this one does not see any more which card lights up. */
const SMALLEST = 0.5
const MOVES_MS = 300

/** Where somebody is followed: shows the whole drawing as far as it can be seen, and brings the card where she stands into it. */
export function useFollow(frame: RefObject<HTMLElement | null>, here: string | null): () => Promise<unknown> {
  const { fitView, flowToScreenPosition, getNode, getZoom, setCenter } = useReactFlow()
  const isDrawn = useNodesInitialized()
  useEffect(() => {
    const box = frame.current?.getBoundingClientRect()
    const card = here === null ? undefined : getNode(here)
    if (!isDrawn || !card || !box) return
    const { x, y } = card.position
    const start = flowToScreenPosition({ x, y })
    const end = flowToScreenPosition({ x: x + CARD.width, y: y + CARD.height })
    const isSeen = start.x >= box.left && start.y >= box.top && end.x <= box.right && end.y <= box.bottom
    if (isSeen) return
    const middle = { x: x + CARD.width / 2, y: y + CARD.height / 2 }
    void setCenter(middle.x, middle.y, { zoom: getZoom(), duration: MOVES_MS })
  }, [here, isDrawn, frame, flowToScreenPosition, getNode, getZoom, setCenter])
  return () => fitView({ padding: 0.05, maxZoom: 1, minZoom: SMALLEST })
}
