import type { EvaluateContext } from "./evaluate-context"
import { explain } from "./explain"
import type { RuleField } from "./field"
import type { CustomerSnapshot } from "./snapshot"

const nobody = {
  profile: { pid: 1, customer_id: "cus_1" },
  ...{ orders: [], refunds: [], events: [], carts: [], segments: [], coupons: [], points: null },
  ...{ outcomes: [], relations: [], credits: [], consents: {} },
  behaviour: { dwell_seconds: 0, follows: [], groups: [], contact_of: [], contact_since: null },
} as CustomerSnapshot
const field = (memory: RuleField["memory"], more: Partial<RuleField> = {}): RuleField => ({
  ...{ id: "acme.x", family: "acme", label: { en: "X" }, type: "number", sql: () => "1", memory },
  ...more,
})
const said = (known: RuleField | undefined, op = "gte") => {
  const context: EvaluateContext = {
    now: new Date("2026-03-02T09:00:00Z"),
    zone: "UTC",
    field: () => known,
    segments: new Map(),
  }
  const rule = { fact: "acme.x", op, value: 5 }
  const [{ value, changes, changes_at }] = explain(rule, nobody, context).conditions as [
    ReturnType<typeof explain>["conditions"][number],
  ]
  return { value, changes, changes_at }
}

describe("what time will do to an answer (A7)", () => {
  it("nobody can say of a field that looks at the clock without saying how, but when it is seen coming", () => {
    expect(said(field((_, { now }) => now.getTime() % 5))).toMatchObject({ changes: "nobody_can_say" })
    const hours = field((_, { now }) => (now.getTime() - Date.parse("2026-03-02T00:00:00Z")) / 86_400_000)
    expect(said(hours)).toMatchObject({ changes: "then", changes_at: new Date("2026-03-07T00:00:00Z") })
  })

  it("nobody can say of a field that is gone", () => {
    expect(said(undefined)).toEqual({ value: null, changes: "nobody_can_say", changes_at: null })
  })

  it("nothing, where nothing looks at the clock", () => {
    expect(said(field(() => 3))).toEqual({ value: 3, changes: "never", changes_at: null })
  })

  it("nothing within a year, where it follows the calendar", () => {
    expect(said(field(() => 3, { turns: "daily" }))).toMatchObject({ changes: "not_within_a_year" })
  })
})
