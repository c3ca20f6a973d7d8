import type { CatalogueField } from "../api/catalogue"
import { asItIs } from "./as-it-is"
import type { Condition } from "./rule"

const field = (type: CatalogueField["type"], more: Partial<CatalogueField> = {}): CatalogueField => ({
  ...{ id: "f", family: "f", label: { en: "F" }, type },
  ...more,
})
const explained = { path: "", matches: false, witnesses: [], changes_at: null, changes: "never" as const }
const ofFact = (type: CatalogueField["type"], value: unknown, more: Partial<CatalogueField> = {}) =>
  asItIs({ fact: "f", op: "is", value: "Hamburg" }, { ...explained, value }, field(type, more))

describe("what is so of a customer (A7)", () => {
  it("of a field is its value, as a condition that can be read aloud", () => {
    expect(ofFact("text", "Berlin")).toEqual({ fact: "f", op: "is", value: "Berlin" })
    expect(ofFact("number", 35)).toEqual({ fact: "f", op: "eq", value: 35 })
    expect(ofFact("money", 500)).toEqual({ fact: "f", op: "eq", value: 500 })
    expect(ofFact("boolean", false)).toEqual({ fact: "f", op: "is", value: false })
    expect(ofFact("date", "1990-08-20", { day: true })).toEqual({ fact: "f", op: "on", value: "1990-08-20" })
    expect(ofFact("choices", ["vip", "tea"])).toEqual({ fact: "f", op: "has_all", value: ["vip", "tea"] })
    expect(ofFact("number", [3, 7])).toEqual({
      any: [
        { fact: "f", op: "eq", value: 3 },
        { fact: "f", op: "eq", value: 7 },
      ],
    })
  })

  it("is that nothing is known, or the moment that it was", () => {
    for (const nothing of [null, []]) expect(ofFact("choices", nothing)).toEqual({ fact: "f", op: "unknown" })
    expect(ofFact("date", "2026-03-02T09:00:00.000Z")).toEqual({ moment: "2026-03-02T09:00:00.000Z" })
  })

  it("of something done is what it came to, in the same window and of the same things", () => {
    const asked: Condition = {
      did: "purchase",
      where: { product_id: "prod_a" },
      window: { last: { days: 30 } },
      count: { gte: 3 },
      average: { gt: 100, currency: "eur" },
      max: { of: "amount", currency: "eur", lt: 5 },
      then: { did: "refund" },
    }
    const measured = { count: 2, average: 66.666, max: null }
    expect(asItIs(asked, { ...explained, measured }, undefined)).toEqual({
      did: "purchase",
      where: { product_id: "prod_a" },
      window: { last: { days: 30 } },
      count: { eq: 2 },
      average: { currency: "eur", eq: 67 },
    })
  })

  it("of what is neither is nothing", () => {
    expect(asItIs({ in_segment: "mkseg_a" }, explained, undefined)).toBeNull()
    expect(asItIs(null, explained, undefined)).toBeNull()
    expect(asItIs({ fact: "gone", op: "known" }, { ...explained, value: null }, undefined)).toBeNull()
  })
})
