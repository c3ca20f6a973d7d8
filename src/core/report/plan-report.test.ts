import { type PlanFigures, toPlanReport } from "./plan-report"

const figures: PlanFigures = {
  plan_id: "mkplan_1",
  run_id: null,
  as_of: "2026-03-01T00:00:00.000Z",
  attribution: { basis: "touch", window_days: 7 },
  covered: 200,
  entries: 240,
  held_out: 50,
  store_held_out: 0,
  inside: 0,
  reached: 100,
  visited: 0,
  ordered: { heads: 20, orders: 25 },
  paid: { heads: 10, orders: 11 },
  refunded: { orders: 1 },
  cancelled: { orders: 0 },
  money: [],
  messages: { queued: 0, sent: 0, failed: 0, unknown: 0, blocked: 0, cancelled: 0, opened: 0, clicked: 0 },
  failures: [],
  coupons: { granted: 0, refused: 0, used: 0, open: 0, expired: 0 },
  points: { granted: 0, refused: 0, used: 0 },
  worth: { coupons: {}, points: {}, unvalued: 0 },
  goal: null,
  targets: [],
  budget: null,
  unsubscribed: 0,
  groups: {
    treated: { heads: 200, hits: 20 },
    held_out: { heads: 50, hits: 2 },
    store_held_out: { heads: 0, hits: 0 },
  },
}

describe("the report of a plan", () => {
  it("shows each step of the funnel against the first and the one before, and never divides by nobody (R3)", () => {
    const { funnel } = toPlanReport(figures)
    expect(funnel.map((s) => [s.step, s.of_first, s.of_previous])).toEqual([
      ["covered", 1, 1],
      ["reached", 0.5, 0.5],
      ["visited", 0, 0],
      ["ordered", 0.1, 0],
      ["paid", 0.05, 0.5],
    ])
  })

  it("compares buyers with the people held out, and says nothing where nobody was (R2, P18)", () => {
    expect(toPlanReport(figures).lift!.difference).toBeCloseTo(0.06)
    const nobody = { ...figures, groups: { ...figures.groups, held_out: { heads: 0, hits: 0 } } }
    expect(toPlanReport(nobody).lift).toBeNull()
  })
})
