import { lastTurn } from "./turn"

describe("when the last one has the turn (P11)", () => {
  const now = new Date("2026-03-02T09:30:00Z")
  const pace = { people: 10, per: "hour" } as const
  const oldest = new Date("2026-03-02T09:00:00Z")

  it("is nobody's when nobody waits, and now while there is room", () => {
    expect(lastTurn({ waiting: 0, had: 3, oldest }, pace, now)).toBeNull()
    expect(lastTurn({ waiting: 7, had: 3, oldest }, pace, now)).toEqual(now)
  })

  it("is when the hours that they need are over, counted from the first who had theirs", () => {
    expect(lastTurn({ waiting: 10, had: 10, oldest }, pace, now)).toEqual(new Date("2026-03-02T10:00:00Z"))
    expect(lastTurn({ waiting: 25, had: 10, oldest }, pace, now)).toEqual(new Date("2026-03-02T12:00:00Z"))
    expect(lastTurn({ waiting: 25, had: 0, oldest: null }, pace, now)).toEqual(
      new Date("2026-03-02T11:30:00Z"),
    )
  })
})
