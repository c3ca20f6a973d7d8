import type { CatalogueField } from "../api/catalogue"
import { fieldOf } from "./field-of"

const expiring: CatalogueField = {
  id: "points.expiring_in_30_days",
  family: "points",
  type: "number",
  label: { en: "Points that expire within 30 days" },
  for_days: {
    ...{ days: 30, least: 1, most: 366, id: "points.expiring_in_{}_days" },
    label: { en: "Points that expire within {} days", zhCN: "{} 天内到期的积分" },
  },
}
const balance: CatalogueField = {
  id: "points.balance",
  family: "points",
  type: "number",
  label: { en: "Points" },
}
const of = (id: string) => fieldOf([balance, expiring], id)

describe("the field of a condition (A5)", () => {
  it("is the one in the palette, or the same for as many days as the condition says", () => {
    expect(of("points.balance")).toBe(balance)
    expect(of("points.expiring_in_30_days")).toBe(expiring)
    expect(of("points.expiring_in_45_days")).toMatchObject({
      id: "points.expiring_in_45_days",
      label: { en: "Points that expire within 45 days", zhCN: "45 天内到期的积分" },
      for_days: { days: 45, most: 366 },
    })
  })

  it.each([
    "points.expiring_in_x_days",
    "points.expiring_in__days",
    "points.expiring_in_30_weeks",
    "points.expi",
  ])("is none for %s", (id) => expect(of(id)).toBeUndefined())
})
