import { planSettingsSchema } from "../canvas/plan-settings"
import { budgetUse, goalProgress } from "./targets"

const reached = { covered: 200, paid: { heads: 15, orders: 18 }, net: { eur: 1999, usd: 500 } }

describe("what a plan has reached of its goal", () => {
  it("is a share of those who came in, paid orders, or net revenue in the goal's currency (P1)", () => {
    const of = (goal: Parameters<typeof goalProgress>[0]) => goalProgress(goal, reached, "eur")
    expect(of({ metric: "conversion_rate", target: 0.15 })).toMatchObject({ reached: 0.075, share: 0.5 })
    expect(of({ metric: "orders", target: 9 })).toMatchObject({ reached: 18, share: 2 })
    expect(of({ metric: "net_revenue", target: 1000, currency: "usd" })).toMatchObject({
      reached: 500,
      share: 0.5,
      currency: "usd",
    })
    expect(of({ metric: "net_revenue", target: 1999 })).toMatchObject({ share: 1, currency: "eur" })
  })

  it("is nothing while nobody came in (P1)", () => {
    const nobody = { covered: 0, paid: { heads: 0, orders: 0 }, net: {} }
    expect(goalProgress({ metric: "conversion_rate", target: 0.5 }, nobody, "eur").share).toBe(0)
    expect(goalProgress({ metric: "net_revenue", target: 5, currency: "gbp" }, nobody, "eur").reached).toBe(0)
  })

  it("cannot be asked for what no plan reaches: more than everybody, half an order, a currency of nowhere (P1)", () => {
    const fits = (goal: object) => planSettingsSchema.safeParse({ goal }).success
    expect(fits({ metric: "conversion_rate", target: 1 })).toBe(true)
    expect(fits({ metric: "conversion_rate", target: 15 })).toBe(false)
    expect(fits({ metric: "orders", target: 1.5 })).toBe(false)
    expect(fits({ metric: "net_revenue", target: 100, currency: "eur" })).toBe(true)
    expect(fits({ metric: "net_revenue", target: 100, currency: "euro" })).toBe(false)
    expect(fits({ metric: "opened", target: 1 })).toBe(false)
  })

  it("is one of several that a plan is measured by, of each measure once, five at most (P1)", () => {
    const fits = (targets: object[]) => planSettingsSchema.safeParse({ targets }).success
    const revenue = (currency: string) => ({ metric: "net_revenue", target: 100, currency })
    expect(fits([{ metric: "orders", target: 4 }, revenue("eur"), revenue("usd")])).toBe(true)
    expect(fits([revenue("eur"), revenue("eur")])).toBe(false)
    expect(fits(["eur", "usd", "gbp", "jpy", "cny", "chf"].map(revenue))).toBe(false)
    // A plan that was saved before there were several says nothing of them.
    expect(planSettingsSchema.parse({ goal: { metric: "orders", target: 4 } }).targets).toBeUndefined()
  })
})

describe("what a plan has given of its budget", () => {
  const worth = { coupons: { eur: 600, usd: 900 }, points: { eur: 400, usd: 500 }, unvalued: 3 }

  it("is its coupons and points in the budget's currency; what has no worth yet is told apart (P1, B7)", () => {
    expect(budgetUse({ amount: 2000, currency: "eur" }, worth, 400)).toEqual({
      amount: 2000,
      currency: "eur",
      given: 1000,
      share: 0.5,
      unvalued: { coupons: 3, points: false },
    })
  })

  it("says so when points are worth nothing in that currency (P1)", () => {
    const use = budgetUse({ amount: 100, currency: "gbp" }, worth, 400)
    expect(use).toMatchObject({ given: 0, unvalued: { points: true } })
    expect(budgetUse({ amount: 100, currency: "gbp" }, worth, 0).unvalued.points).toBe(false)
  })
})
