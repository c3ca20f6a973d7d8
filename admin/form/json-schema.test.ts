import { controlFor, filled, plain, startOf } from "./json-schema"

describe("a form from a schema", () => {
  it("draws a number that may be empty as a number", () => {
    const days = { anyOf: [{ type: "integer", maximum: 3650 }, { type: "null" }] }
    expect(controlFor(days)).toBe("whole")
    expect(plain(days).maximum).toBe(3650)
  })

  it("gives long texts room and choices a list", () => {
    expect(controlFor({ type: "string", maxLength: 5000 })).toBe("long")
    expect(controlFor({ type: "string" })).toBe("text")
    expect(controlFor({ enum: ["minutes", "hours"] })).toBe("choice")
    expect(controlFor({ type: "array", items: { type: "string" } })).toBe("words")
    expect(controlFor({ type: "array", items: { type: "object" } })).toBe("other")
  })

  it("starts with the schema's defaults and leaves out what was left empty", () => {
    expect(startOf({ properties: { add: { default: [] }, note: { type: "string" } } })).toEqual({ add: [] })
    expect(filled({ amount: 5, note: "", days: null })).toEqual({ amount: 5 })
  })
})
