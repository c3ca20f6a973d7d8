import { planSettingsSchema } from "../../src/core/canvas/plan-settings"
import { checkGoals, type GoalDraft, goalDrafts, goalsOf } from "./goal"

describe("goals in a form", () => {
  const revenue: GoalDraft = { metric: "net_revenue", target: 500_000, currency: "eur" }

  it("say percent and store a share, and come back as they were typed (P1)", () => {
    for (const target of [0.5, 7, 15, 29, 33.33, 57, 100]) {
      const aims = goalsOf([{ metric: "conversion_rate", target }])
      expect(planSettingsSchema.parse(aims).goal).toEqual(aims.goal)
      expect(goalDrafts(aims)).toEqual([{ metric: "conversion_rate", target }])
    }
    expect(goalDrafts(goalsOf([revenue]))).toEqual([revenue])
    expect(goalsOf([])).toEqual({ goal: undefined, targets: undefined })
  })

  it("are a goal and what else the plan is measured by, in their order (P1)", () => {
    const drafts: GoalDraft[] = [
      { metric: "conversion_rate", target: 15 },
      { metric: "orders", target: 40 },
      revenue,
    ]
    const aims = goalsOf(drafts)
    expect(aims).toEqual({
      goal: { metric: "conversion_rate", target: 0.15 },
      targets: [{ metric: "orders", target: 40 }, revenue],
    })
    expect(goalDrafts(planSettingsSchema.parse(aims))).toEqual(drafts)
  })

  it("are not stored half-written, of everybody and more, of half an order or of no number (P1)", () => {
    const wrong = (...goals: GoalDraft[]) => checkGoals(goals).map(({ path, values }) => [path, values?.fit])
    expect(wrong({ metric: "orders", target: undefined })).toEqual([["goals.0.target", "needed"]])
    expect(wrong({ metric: "conversion_rate", target: 101 })).toEqual([["goals.0.target", "most"]])
    expect(wrong({ metric: "conversion_rate", target: 0 })).toEqual([["goals.0.target", "above"]])
    expect(wrong(revenue, { metric: "orders", target: 1.5 })).toEqual([["goals.1.target", "whole"]])
    expect(wrong({ metric: "orders", target: "many" as never })).toEqual([["goals.0.target", "whole"]])
    expect(wrong({ metric: "net_revenue", target: 1, currency: "eur" })).toEqual([])
  })
})
