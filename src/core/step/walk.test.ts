import fc from "fast-check"
import { backoff } from "./backoff"
import { firstPlace, MOST_VISITS, move, type Place, passBy, type Ways } from "./walk"

const now = new Date("2026-03-02T09:00:00Z")
const ways = (edges: Record<string, string>, circling: string[] = []): Ways => ({
  next: (node, port) => edges[`${node}.${port}`] ?? null,
  circling: new Set(circling),
})

describe("a person at a node", () => {
  const straight = ways({ "ask.yes": "say" })
  const atAsk = firstPlace("ask", now, straight)

  it("goes out of a port to the node behind it", () => {
    expect(move(atAsk, { do: "go", port: "yes", reason: "because" }, straight, now)).toMatchObject({
      to: "node",
      place: { node: "say", visit: 1, hop: 2, arrived_at: now },
      passed: { node: "ask", port: "yes", reason: "because", hop: 1 },
    })
  })

  it("is through with the plan where a port leads nowhere", () => {
    expect(move(atAsk, { do: "go", port: "no" }, straight, now)).toMatchObject({
      to: "end",
      state: "through",
      passed: { node: "ask", port: "no" },
    })
  })

  it("leaves with a reason", () => {
    expect(move(atAsk, { do: "leave", reason: "exit" }, straight, now)).toMatchObject({
      to: "end",
      state: "left",
      reason: "exit",
      passed: { port: null },
    })
  })

  it("rests until the moment the kind named, and gets back what the kind wanted to remember", () => {
    const until = new Date("2026-03-05T09:00:00Z")
    const resting = move(atAsk, { do: "wait", until, state: { since: 1 } }, straight, now)
    expect(resting).toEqual({ to: "rest", until, place: { ...atAsk, state: { since: 1 } } })
  })

  it("rests a second at least, so that a wait that is over cannot spin", () => {
    expect(move(atAsk, { do: "wait", until: new Date(0) }, straight, now)).toMatchObject({
      until: new Date("2026-03-02T09:00:01Z"),
    })
  })

  it("is not sent to a moment that does not exist", () => {
    expect(() => move(atAsk, { do: "wait", until: new Date("soon") }, straight, now)).toThrow("moment")
  })
})

describe("a person in a circle (F15)", () => {
  const circle = ways({ "wait.out": "ask", "ask.again": "wait" }, ["wait", "ask"])

  it("has each visit counted, so that each has a key of its own", () => {
    let place = firstPlace("ask", now, circle)
    const keys = new Set([`${place.node}:${place.visit}`])
    for (let i = 0; i < 20; i++) {
      const port = place.node === "ask" ? "again" : "out"
      const moved = move(place, { do: "go", port }, circle, now)
      if (moved.to !== "node") throw new Error("the circle has no end")
      place = moved.place
      keys.add(`${place.node}:${place.visit}`)
    }
    expect(keys.size).toBe(21)
  })

  it("leaves after a thousand visits", () => {
    const place = { ...firstPlace("ask", now, circle), hop: MOST_VISITS }
    expect(move(place, { do: "go", port: "again" }, circle, now)).toMatchObject({
      to: "end",
      state: "left",
      reason: "too_many_visits",
    })
  })
})

describe("trying again", () => {
  it("waits longer each time, at most a fifth more by chance, and ends", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (chance) => {
        const pauses = [1, 2, 3, 4].map((attempt) => backoff(attempt, chance)!)
        expect([...pauses].sort((a, b) => a - b)).toEqual(pauses)
        expect(backoff(1, chance)).toBeLessThanOrEqual(72_000)
        expect(backoff(5, chance)).toBeNull()
      }),
    )
  })

  it("counts visits to a card whatever it is called, and passes by what was had before a move, once (P20)", () => {
    const odd = ways({ "ask.yes": "constructor", "constructor.out": "say" })
    const there = move(firstPlace("ask", now, odd), { do: "go", port: "yes" }, odd, now)
    expect(there).toMatchObject({ to: "node", place: { node: "constructor", visit: 1 } })
    const moved = { ...firstPlace("ask", now, odd), visits: { say: 1 }, had: { say: "out" } }
    expect(passBy(moved)).toBeUndefined()
    const again = move(moved, { do: "go", port: "yes" }, ways({ "ask.yes": "say" }), now)
    expect(again).toMatchObject({ place: { node: "say", visit: 2, had: { say: "out" } } })
    const passed = passBy((again as { place: Place }).place)
    expect(passed?.answer).toEqual({ do: "go", port: "out", reason: "had_already" })
    expect(passed?.place.had).toBeUndefined()
    expect(passBy({ ...firstPlace("toString", now, odd), had: { say: "out" } })).toBeUndefined()
  })
})
