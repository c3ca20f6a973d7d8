import { readOptions } from "./options"

describe("the options of the plugin", () => {
  it("have a default each (O1)", () => {
    expect(readOptions(undefined)).toMatchObject({ timezone: "UTC", point_value: { eur: 1, usd: 1 } })
  })

  it.each([
    [{ point_value: { EUR: 1 } }, "option point_value: names currencies in lower case, such as { eur: 1 }"],
    [{ point_value: { eur: 0.5 } }, "option point_value.eur: "],
    [{ timezone: "Berlin" }, "option timezone: is not an IANA time zone"],
    [{ time_zone: "UTC" }, "option (root): "],
  ])("that mean nothing keep the store from starting, with the place and the reason: %j", (given, why) => {
    expect(() => readOptions(given)).toThrow(`medusa-marketing-canvas: ${why}`)
  })
})
