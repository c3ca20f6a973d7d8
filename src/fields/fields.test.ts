import { operatorsOf } from "../core/rules/operators"
import type { Rule } from "../core/rules/schema"
import { timingOf } from "../core/rules/timing"
import type { Labels } from "../extension/labels"
import { consentTo, fields, moneyFields } from "."
import { ageOf } from "./age"

const all = [
  ...fields,
  ...Object.values(moneyFields).map((make) => make("eur")),
  consentTo("email", { en: "E-mail", zhCN: "邮件" }),
]

describe("the built-in fields", () => {
  it("have an id of their own that begins with their family", () => {
    const ids = all.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, family } of all) expect(id.startsWith(`${family}.`)).toBe(true)
  })

  it("say everything in English and Chinese (O7)", () => {
    const texts = all.flatMap(({ id, label, explanation, unit, choices = [], source }) =>
      [label, explanation, unit, source?.otherwise, ...choices.map((choice) => choice.label)].flatMap(
        (said): { id: string; said: Labels }[] => (said ? [{ id, said }] : []),
      ),
    )
    for (const { id, said } of texts)
      expect({ id, complete: Boolean(said.en.trim() && said.zhCN?.trim()) }).toEqual({ id, complete: true })
  })

  it("are followed as they change: of none of them everybody has to be asked each minute (A8)", () => {
    const now = new Date("2026-03-02T09:00:00Z")
    const context = {
      now,
      from: new Date(now.getTime() - 60_000),
      zone: "UTC",
      bind: () => "null",
      products: () => "= null",
      segments: new Map(),
    }
    for (const field of all)
      for (const op of Object.keys(operatorsOf(field.type))) {
        const asked = { fact: field.id, op, value: op.includes("month") ? 3 : { days: 3 } }
        const { restless } = timingOf(asked as Rule, { ...context, field: () => field })
        expect({ id: field.id, op, restless }).toEqual({ id: field.id, op, restless: false })
      }
  })

  it("of somebody of whom nothing is known say nothing, or none", () => {
    const context = { now: new Date("2026-03-02T09:00:00Z"), zone: "UTC" }
    const nobody = { pid: 1, customer_id: "cus_1", purchases: 0, orders: 0 }
    for (const field of all) expect([null, 0, false]).toContainEqual(field.memory(nobody, context))
  })

  it("count years as people do: the 29th of February on the 28th in other years", () => {
    const zone = "UTC"
    expect(ageOf("2024-02-29", { now: new Date("2026-02-27T12:00:00Z"), zone })).toBe(1)
    expect(ageOf("2024-02-29", { now: new Date("2026-02-28T12:00:00Z"), zone })).toBe(2)
    expect(ageOf("2024-02-29", { now: new Date("2028-02-28T12:00:00Z"), zone })).toBe(3)
  })
})
