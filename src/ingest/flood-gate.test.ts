import fc from "fast-check"
import { callerOf, floodGate } from "./flood-gate"

describe("the gate for floods (S6)", () => {
  const pace = { per_second: 2, at_once: 5 }

  it("lets a burst in, then so many a second, and says when there is room again", () => {
    let now = 0
    const gate = floodGate(pace, () => now)
    expect(Array.from({ length: 6 }, () => gate.enter("a"))).toEqual([0, 0, 0, 0, 0, 1])
    expect(gate.enter("b")).toBe(0)
    now = 500
    expect([gate.enter("a"), gate.enter("a")]).toEqual([0, 1])
    now = 60_000
    expect(Array.from({ length: 6 }, () => gate.enter("a")).filter((wait) => wait === 0)).toHaveLength(5)
  })

  it("never lets more in than the pace allows, whenever they come", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 200 }), (pauses) => {
        let now = 0
        const gate = floodGate(pace, () => now)
        let entered = 0
        for (const pause of pauses) {
          now += pause
          if (gate.enter("a") === 0) entered += 1
        }
        expect(entered).toBeLessThanOrEqual(pace.at_once + (now / 1000) * pace.per_second)
      }),
    )
  })

  it("remembers no more callers than it may, and forgets the one longest not seen", () => {
    const gate = floodGate({ per_second: 1, at_once: 1 }, () => 0, 2)
    expect([gate.enter("a"), gate.enter("b"), gate.enter("a")]).toEqual([0, 0, 1])
    gate.enter("c")
    expect([gate.enter("a"), gate.enter("b")]).toEqual([1, 0])
  })

  it("takes the addresses of one IPv6 household for one caller", () => {
    expect(callerOf("203.0.113.7")).toBe("203.0.113.7")
    expect(callerOf("::ffff:203.0.113.7")).toBe("::ffff:203.0.113.7")
    expect(callerOf("2001:db8:1:2:3:4:5:6")).toBe(callerOf("2001:db8:1:2::9"))
    expect(callerOf("2001:db8::1")).toBe("2001:db8:0:0")
    expect(callerOf("2001:db8:1:3::1")).not.toBe(callerOf("2001:db8:1:2::1"))
    expect(callerOf("::1")).toBe("0:0:0:0")
  })
})
