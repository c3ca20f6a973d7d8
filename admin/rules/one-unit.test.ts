import fc from "fast-check"
import { durationMs } from "../../src/core/rules/time-frame"
import { inOneUnit } from "./one-unit"

describe("a span of time in the editor", () => {
  it("stays in the unit it was written in", () => {
    expect(inOneUnit({ days: 14 })).toEqual({ unit: "days", amount: 14 })
    expect(inOneUnit({ hours: 48 })).toEqual({ unit: "hours", amount: 48 })
    expect(inOneUnit(undefined)).toEqual({ unit: "days", amount: undefined })
  })

  it("is as long as before when it was written in several", () => {
    const part = fc.option(fc.nat(100), { nil: undefined })
    fc.assert(
      fc.property(fc.record({ minutes: part, hours: part, days: part, weeks: part }), (span) => {
        const { unit, amount } = inOneUnit(span)
        if (amount !== undefined) expect(durationMs({ [unit]: amount })).toBe(durationMs(span))
      }),
    )
    expect(inOneUnit({ days: 1, hours: 12 })).toEqual({ unit: "hours", amount: 36 })
  })
})
