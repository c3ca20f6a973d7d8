import type { Page } from "playwright-core"

/** In so many frames one after the other nothing moved: what was to begin has begun, and is over. */
const STILL_FRAMES = 12

/** When the drawing stands still: the camera has arrived, cards are where they belong, what fades in is there. */
export const atRest = (page: Page): Promise<void> =>
  page.evaluate(
    (still) =>
      new Promise<void>((resolve) => {
        let before = ""
        let frames = 0
        const look = () => {
          const parts = [...document.querySelectorAll(".react-flow__viewport, .react-flow__node")]
          const places = parts.map((part) => JSON.stringify(part.getBoundingClientRect())).join()
          const isMoving = document
            .getAnimations()
            .some(
              ({ playState, effect }) =>
                playState === "running" &&
                effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY,
            )
          frames = places === before && !isMoving ? frames + 1 : 0
          before = places
          if (frames < still) requestAnimationFrame(look)
          else resolve()
        }
        look()
      }),
    STILL_FRAMES,
  )
