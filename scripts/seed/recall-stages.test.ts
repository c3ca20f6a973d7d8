import { expect, it } from "vitest"
import { stagesOf } from "./recall-stages"

const stages = { new_days: 30, at_risk_days: 60, lapsed_days: 180 }
const day = (text: string) => new Date(`${text}T00:00:00Z`)
const told = (since: string, bought: string[], until: string) =>
  stagesOf({ since: new Date(since), bought: bought.map((at) => new Date(at)) }, stages, {
    until: day(until),
    zone: "UTC",
  }).map(({ at, from_stage, to_stage }) => [at.toISOString().slice(0, 16), from_stage, to_stage])

it("somebody of the demo walks through the stages as purchases come and time goes by", () => {
  expect(told("2026-01-01T10:00Z", ["2026-01-05T12:00Z", "2026-04-01T09:00Z"], "2026-11-01")).toEqual([
    ["2026-01-01T10:00", null, "lead"],
    ["2026-01-05T12:00", "lead", "new"],
    ["2026-02-04T00:00", "new", "active"],
    ["2026-03-06T00:00", "active", "at_risk"],
    ["2026-04-01T09:00", "at_risk", "active"],
    ["2026-05-31T00:00", "active", "at_risk"],
    ["2026-09-28T00:00", "at_risk", "lapsed"],
  ])
})

it("who came with the first order was never a lead, and who never bought is nothing else", () => {
  expect(told("2026-01-05T12:00Z", ["2026-01-05T12:00Z"], "2026-01-20")).toEqual([
    ["2026-01-05T12:00", null, "new"],
  ])
  expect(told("2026-01-05T12:00Z", [], "2026-11-01")).toEqual([["2026-01-05T12:00", null, "lead"]])
})
