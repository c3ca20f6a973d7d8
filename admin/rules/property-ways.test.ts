import en from "../i18n/json/en.json" with { type: "json" }
import zhCN from "../i18n/json/zhCN.json" with { type: "json" }
import { another, WAYS, wayOf } from "./property-ways"

describe("how a property of an event is compared (A4, A6)", () => {
  it.each([
    ["English", en],
    ["Chinese", zhCN],
  ])("every way has a name of its own in %s", (_, words) => {
    const names = WAYS.map((way) => words.rules.propertyWays[way])
    expect(names.every(Boolean)).toBe(true)
    expect(new Set(names).size).toBe(WAYS.length)
  })

  it("asks for yes and no as what an event says, not as words", () => {
    expect(another("", "yes")).toEqual({ is: true })
    expect(another("red", "no")).toEqual({ is: false })
    expect([wayOf("is", true), wayOf("is", false), wayOf("is", "true")]).toEqual(["yes", "no", "is"])
  })

  it("keeps of a value what the other way can take", () => {
    expect(another("38", "eq")).toEqual({ eq: 38 })
    expect(another(38, "is")).toEqual({ is: "38" })
    expect(another(["a", "b"], "is")).toEqual({ is: "a" })
    expect(another(7, "between")).toEqual({ between: [7, 7] })
    expect(another(true, "is")).toEqual({ is: "" })
    expect(another(true, "in")).toEqual({ in: [] })
  })
})
