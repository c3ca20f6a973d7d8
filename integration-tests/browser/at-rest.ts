import type { Locator, Page } from "playwright-core"

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

/** So much of the wheel makes the drawing a fifth smaller, and so often it is turned at most. */
const NOTCH = 120
const TURNS = 12

/**
 * A card as a mouse reaches it: where it lies beside the frame the drawing is made smaller first. Whoever only scrolls to it is
 * scrolled back by the drawing, at a moment of its own.
 */
export async function inSight(card: Locator): Promise<Locator> {
  const page = card.page()
  for (let turn = 0; turn < TURNS; turn++) {
    const { isIn, x, y } = await card.evaluate((one) => {
      const frame = one.closest(".react-flow")!.getBoundingClientRect()
      const place = one.getBoundingClientRect()
      const isIn =
        place.left >= frame.left &&
        place.top >= frame.top &&
        place.right <= frame.right &&
        place.bottom <= frame.bottom
      return { isIn, x: frame.left + frame.width / 2, y: frame.top + 20 }
    })
    if (isIn) break
    await page.mouse.move(x, y)
    await page.mouse.wheel(0, NOTCH)
    await atRest(page)
  }
  return card
}
