import fc from "fast-check"
import { READABLE, viewOf } from "./show-all"

const size = fc.integer({ min: 100, max: 4_000 })
const place = fc.integer({ min: -2_000, max: 2_000 })

describe("what is seen of a drawing first (C1)", () => {
  it("is all of it where that can be read, else its beginning, never smaller or larger than it is to be read", () => {
    fc.assert(
      fc.property(place, place, size, size, size, size, (x, y, width, height, clientWidth, clientHeight) => {
        const view = viewOf({ x, y, width, height }, { clientWidth, clientHeight })
        expect(view.zoom).toBeGreaterThanOrEqual(READABLE)
        expect(view.zoom).toBeLessThanOrEqual(1)
        const [left, top] = [view.x + x * view.zoom, view.y + y * view.zoom]
        expect(left).toBeGreaterThanOrEqual(0)
        expect(top).toBeGreaterThanOrEqual(0)
        if (view.zoom === READABLE) return
        expect(left + width * view.zoom).toBeLessThanOrEqual(clientWidth)
        expect(top + height * view.zoom).toBeLessThanOrEqual(clientHeight)
      }),
    )
  })
})
