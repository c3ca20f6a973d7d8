import { asGrantable } from "../extension/benefit"
import { benefits } from "."

const byId = (id: string) => asGrantable(benefits.find((benefit) => benefit.id === id)!)

describe("the built-in benefits", () => {
  it("a coupon node without an existing template is refused, with a hint", () => {
    const coupon = byId("coupon")
    const settings = { template_id: "mkcoup_gone" }
    const problems = coupon.check!({ settings, path: "nodes.n1.settings", exists: () => false })
    expect(problems).toMatchObject([
      { code: "benefit/no-coupon-template", path: "nodes.n1.settings.template_id" },
    ])
    expect(coupon.check!({ settings, path: "", exists: () => true })).toEqual([])
    expect(coupon.grant(settings)).toEqual([{ type: "coupon", template_id: "mkcoup_gone" }])
  })

  it("points are a positive whole number, with or without an end", () => {
    const points = byId("points")
    expect(points.settings.safeParse({ amount: 0 }).success).toBe(false)
    expect(points.settings.safeParse({ amount: 1.5 }).success).toBe(false)
    expect(points.settings.safeParse({ amount: 5, balance: 9 }).success).toBe(false)
    expect(points.grant({ amount: 5 })).toEqual([{ type: "points", amount: 5, expires_in_days: null }])
    expect(points.summary({ amount: 5, expires_in_days: 7 })).toEqual({
      en: "Grants 5 points for 7 days",
      zhCN: "发放 5 积分，有效期 7 天",
    })
  })
})
