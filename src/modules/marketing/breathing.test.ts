import { createBreathing } from "./breathing"

describe("long work that lets others have their turn", () => {
  it("breathes at once, and then whenever it has kept the process for so long", async () => {
    let now = 1000
    let rested = 0
    const asked = createBreathing({ longest_ms: 15, now: () => now, rested: () => void rested++ })
    const others: string[] = []
    setImmediate(() => others.push("first"))
    await asked()
    expect([others, rested]).toEqual([["first"], 1])
    now += 14
    expect(asked()).toBeNull()
    now += 1
    setImmediate(() => others.push("second"))
    await asked()
    expect([others, rested]).toEqual([["first", "second"], 2])
    expect(asked()).toBeNull()
  })

  it("looks at the clock no more often than it is told to", async () => {
    let looks = 0
    const asked = createBreathing({ longest_ms: 15, look_every: 3, now: () => 1000 * looks++ })
    expect([asked(), asked()]).toEqual([null, null])
    await asked()
    // Once to see whether it is time, and once afterwards.
    expect(looks).toBe(2)
  })
})
