import type { CatalogueKind } from "../api/catalogue"
import { askablesOf } from "./template-settings"

const kind = (id: string, settings: object = {}) => ({ id, settings }) as unknown as CatalogueKind
const node = (of: string, settings: Record<string, unknown>) => ({
  ...{ id: "n", kind: of, settings, position: { x: 0, y: 0 } },
})
const asked = (of: string, settings: Record<string, unknown>, schema: object = {}) =>
  askablesOf(node(of, settings), kind(of, schema)).map(({ path, type }) => `${path} ${type}`)

describe("what a template of one's own can ask for (C12)", () => {
  it("is how long to wait, how much to give, for whom and with what words", () => {
    expect(asked("wait", { amount: 3, unit: "days" })).toEqual(["amount days"])
    expect(asked("wait", { amount: 30, unit: "minutes" })).toEqual(["amount count"])
    expect(asked("benefit:points", { amount: 50, expires_in_days: 90 })).toEqual([
      ...["amount count", "expires_in_days count"],
    ])
    expect(asked("segment", { segment_id: "s" })).toEqual(["segment_id segment"])
    expect(asked("benefit:coupon", { template_id: "c" })).toEqual(["template_id coupon_template"])
    expect(asked("message:email", { content: { subject: "Hi", html: "<p></p>" } })).toEqual([
      "content.subject text",
    ])
    const schema = { properties: { segment: { type: "string", form: { control: "segment" } } } }
    expect(asked("acme:x", { segment: "s" }, schema)).toEqual(["segment segment"])
  })

  it("is nothing that a form could not begin with: too much, too long, or blank", () => {
    expect(asked("benefit:points", { amount: 1_000_001, expires_in_days: 90 })).toEqual([
      "expires_in_days count",
    ])
    const saying = (text: string) => asked("message:log", { content: { text } })
    expect([saying("x".repeat(5_001)), saying("  ")]).toEqual([[], []])
    expect(saying("x".repeat(5_000))).toEqual(["content.text text"])
  })

  it("is nothing that the card does not say, and nothing inside of a rule or a list", () => {
    expect(asked("wait", { amount: 0, unit: "days" })).toEqual([])
    expect(asked("segment", {})).toEqual([])
    expect(asked("filter", { rule: { all: [{ fact: "x", op: "gte", value: 5 }] } })).toEqual([])
    expect(asked("split-test", { variants: [{ id: "a", share: 50 }] })).toEqual([])
  })
})
