import { planSettingsSchema } from "../../src/core/canvas/plan-settings"
import { checkGoal, type GoalDraft, goalDraft, goalOf } from "./goal"

describe("a goal in a form", () => {
  it("says percent and stores a share, and comes back as it was typed (P1)", () => {
    for (const target of [0.5, 7, 15, 29, 33.33, 57, 100]) {
      const goal = goalOf({ metric: "conversion_rate", target })
      expect(planSettingsSchema.parse({ goal }).goal).toEqual(goal)
      expect(goalDraft(goal)).toEqual({ metric: "conversion_rate", target })
    }
    const revenue: GoalDraft = { metric: "net_revenue", target: 500_000, currency: "eur" }
    expect(goalDraft(goalOf(revenue))).toEqual(revenue)
    expect(goalOf(undefined)).toBeUndefined()
  })

  it("is not stored half-written, of everybody and more, or of half an order (P1)", () => {
    const wrong = (goal: GoalDraft) => checkGoal(goal).map(({ path, values }) => [path, values?.fit])
    expect(wrong({ metric: "orders", target: undefined })).toEqual([["goal.target", "needed"]])
    expect(wrong({ metric: "conversion_rate", target: 101 })).toEqual([["goal.target", "most"]])
    expect(wrong({ metric: "conversion_rate", target: 0 })).toEqual([["goal.target", "above"]])
    expect(wrong({ metric: "orders", target: 1.5 })).toEqual([["goal.target", "whole"]])
    expect(wrong({ metric: "net_revenue", target: 1, currency: "eur" })).toEqual([])
  })
})
