import type { Insight } from "../../../core/insight/insight"
import { keptInsights } from "./kept-insights"

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 2, 9, minutes))
const insightOf = (people: number, as_of: string) =>
  ({ as_of, kept: false, segment: { people }, compare: { people: 0 } }) as Insight

describe("insights that were reckoned lately", () => {
  function opened(people: number) {
    const read = keptInsights({ large: 1_000 })
    let reckoned = 0
    const ask = (more: { stamp?: string; key?: string; minutes?: number; fresh?: boolean } = {}) => {
      const { stamp = "a", key = "segment", minutes = 0, fresh = false } = more
      return read({ key, stamp, now: at(minutes), fresh }, async () =>
        insightOf(people, `the ${++reckoned}.`),
      )
    }
    return ask
  }

  it("of a large group are shown to the next as they were, and say so (A13)", async () => {
    const ask = opened(1_000)
    expect(await ask()).toMatchObject({ as_of: "the 1.", kept: false })
    expect(await ask({ minutes: 59 })).toMatchObject({ as_of: "the 1.", kept: true })
  })

  it("are reckoned anew after an hour, for who asks so, and when a group was changed (A13)", async () => {
    const ask = opened(1_000)
    await ask()
    expect(await ask({ minutes: 60 })).toMatchObject({ as_of: "the 2.", kept: false })
    expect(await ask({ minutes: 61, fresh: true })).toMatchObject({ as_of: "the 3.", kept: false })
    expect(await ask({ minutes: 62, stamp: "b" })).toMatchObject({ as_of: "the 4.", kept: false })
    expect(await ask({ minutes: 62, stamp: "b", key: "other" })).toMatchObject({ as_of: "the 5." })
  })

  it("of a small group are never old", async () => {
    const ask = opened(999)
    await ask()
    expect(await ask()).toMatchObject({ as_of: "the 2.", kept: false })
  })

  it("are reckoned once for all who ask meanwhile, and again where that failed", async () => {
    const read = keptInsights({ large: 1_000 })
    const asked = { key: "segment", stamp: "a", now: at(0), fresh: false }
    const first = read(asked, () => Promise.reject(new Error("too long")))
    const second = read(asked, async () => insightOf(1_000, "never"))
    await expect(first).rejects.toThrow("too long")
    await expect(second).rejects.toThrow("too long")
    expect(await read(asked, async () => insightOf(1_000, "now"))).toMatchObject({ as_of: "now" })
  })
})
