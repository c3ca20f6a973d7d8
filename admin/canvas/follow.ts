import { getViewportForBounds, useReactFlow } from "@xyflow/react"
import { type RefObject, useEffect, useRef } from "react"
import type { Position } from "../../src/core/canvas/schema"
import { CARD } from "./lay-out"

/** Smaller than this one does not see any more which card lights up. */
const SMALLEST = 0.7
const MARGIN = 24
const MOVES_MS = 300

/** Where somebody is followed: shows the whole drawing as far as it can be read, and brings the card where she stands into it. */
export function useFollow(
  frame: RefObject<HTMLElement | null>,
  places: ReadonlyMap<string, Position>,
  here: string | null,
): () => Promise<unknown> {
  const { flowToScreenPosition, getZoom, setCenter, setViewport } = useReactFlow()
  const isShown = useRef(false)
  const place = here === null ? undefined : places.get(here)
  const [x, y] = [place?.x, place?.y]
  useEffect(() => {
    const box = frame.current?.getBoundingClientRect()
    if (!isShown.current || !box || x === undefined || y === undefined) return
    const start = flowToScreenPosition({ x, y })
    const end = flowToScreenPosition({ x: x + CARD.width, y: y + CARD.height })
    const isSeen = start.x >= box.left && start.y >= box.top && end.x <= box.right && end.y <= box.bottom
    if (isSeen) return
    void setCenter(x + CARD.width / 2, y + CARD.height / 2, { zoom: getZoom(), duration: MOVES_MS })
  }, [x, y, frame, flowToScreenPosition, getZoom, setCenter])
  return async () => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = frame.current ?? {}
    const bounds = boundsOf([...places.values()])
    const whole = getViewportForBounds(bounds, width, height, SMALLEST, 1, 0.05)
    // What is too large begins at its beginning.
    const fits = bounds.width * whole.zoom <= width
    await setViewport(fits ? whole : { ...whole, x: MARGIN - bounds.x * whole.zoom })
    isShown.current = true
  }
}

function boundsOf(places: Position[]) {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) + CARD.width - x, height: Math.max(...ys) + CARD.height - y }
}
