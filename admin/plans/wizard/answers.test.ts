import { wizardSchema } from "../../../src/core/canvas/wizard"
import { isAnswered, noAnswers, planFrom } from "./answers"

const lapsed = {
  ...noAnswers("mkseg_lapsed"),
  name: " Win back ",
  content: { subject: "We miss you", html: "<p>Come back</p>", preheader: "" },
  benefits: { coupon: { template_id: "mkcoup_10" }, points: { amount: 100, note: "" } },
}

describe("the wizard's answers (P1)", () => {
  it("become what the server's wizard takes, without what was left empty", () => {
    const plan = planFrom(lapsed)
    expect(plan.name).toBe("Win back")
    expect(plan.wizard).toEqual({
      segment_id: "mkseg_lapsed",
      message: { channel: "email", content: { subject: "We miss you", html: "<p>Come back</p>" } },
      benefits: [
        { id: "coupon", settings: { template_id: "mkcoup_10" } },
        { id: "points", settings: { amount: 100 } },
      ],
    })
    expect(wizardSchema.safeParse(plan.wizard).success).toBe(true)
  })

  it("let nobody go on without an audience, a text, or anything to do", () => {
    expect(isAnswered("who", { ...lapsed, segment_id: undefined })).toBe(false)
    expect(isAnswered("what", { ...lapsed, content: { subject: " " } })).toBe(false)
    expect(isAnswered("benefit", { ...lapsed, channel: null, benefits: {} })).toBe(false)
    expect(isAnswered("when", { ...lapsed, when: "at" })).toBe(false)
    expect(isAnswered("when", { ...lapsed, when: "at", at: "2026-12-01T10:00" })).toBe(true)
  })
})
