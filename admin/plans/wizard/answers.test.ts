import { planSettingsSchema } from "../../../src/core/canvas/plan-settings"
import { wizardCanvas, wizardSchema } from "../../../src/core/canvas/wizard"
import type { CatalogueBenefit, CatalogueChannel, CatalogueKind } from "../../api/catalogue"
import { atOnce } from "../schedule/start"
import { type Answers, noAnswers, noMessage, onChannel, planFrom, type Step } from "./answers"
import { checkStep, type Known } from "./check-step"
import { placeProblem } from "./place-problem"

const lapsed: Answers = {
  ...noAnswers("mkseg_lapsed"),
  name: " Win back ",
  message: { ...noMessage, content: { subject: "We miss you", html: "<p>Come back</p>", preheader: "" } },
  benefits: { coupon: { template_id: "mkcoup_10" }, points: { amount: 100, note: "" } },
}

const known: Known = {
  channels: [
    {
      id: "email",
      content: { properties: { subject: { type: "string", maxLength: 20 } }, required: ["subject"] },
    } as unknown as CatalogueChannel,
  ],
  kinds: [
    {
      id: "trigger:did-something",
      settings: { properties: { event: { type: "string" } }, required: ["event"] },
    } as unknown as CatalogueKind,
  ],
  benefits: [
    {
      id: "points",
      settings: { properties: { amount: { type: "integer", exclusiveMinimum: 0 } }, required: ["amount"] },
    } as unknown as CatalogueBenefit,
  ],
}
const wrong = (step: Step, change: Partial<Answers>) =>
  checkStep(step, { ...lapsed, ...change }, known).map((problem) => problem.path)

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

  it("become an ordinary canvas also with a wait and two texts", () => {
    const second = { ...noMessage, content: { subject: "Come back" }, share: 20 }
    const { wizard } = planFrom({ ...lapsed, wait: { amount: 3, unit: "days" }, second })
    const { nodes } = wizardCanvas(wizardSchema.parse(wizard))
    const give = ["benefit:coupon", "benefit:points", "message:email"]
    expect(nodes.map((node) => node.kind)).toEqual(["segment", "wait", "split-test", ...give, ...give])
    expect(nodes[2]?.settings.variants).toEqual([
      { id: "a", name: "A", share: 80 },
      { id: "b", name: "B", share: 20 },
    ])
  })

  it("become a plan of sales reps' customers, who come in part by part (P2, P11)", () => {
    const batch = { size: 500, every_minutes: 30 }
    const plan = planFrom({ ...lapsed, who: "reps", reps: ["Eva"], batch })
    expect(plan.wizard).toMatchObject({ reps: ["Eva"] })
    expect(plan.wizard).not.toHaveProperty("segment_id")
    expect(plan.settings).toMatchObject({ batch })
    expect(wizardCanvas(wizardSchema.parse(plan.wizard)).nodes[0]?.kind).toBe("rep-contacts")
  })

  it("become a triggered plan, which takes in nobody oftener than was said (P5, P8)", () => {
    const entry = { limit: { times: 2, per: "week" as const }, cool_down_hours: 12 }
    const trigger = { kind: "trigger:did-something", settings: { event: "visited", rule: undefined } }
    const event: Partial<Answers> = { start: { ...atOnce, how: "event" }, trigger, entry }
    const plan = planFrom({ ...lapsed, ...event, batch: { size: 1, every_minutes: 1 } })
    expect(plan).toMatchObject({ type: "triggered", settings: { entry, schedule: { at: "now" } } })
    // Who comes in one at a time comes in no batches.
    expect(plan.settings).not.toHaveProperty("batch")
    const { nodes } = wizardCanvas(wizardSchema.parse(plan.wizard))
    expect(nodes.slice(0, 2).map(({ kind, settings }) => ({ kind, settings }))).toEqual([
      { kind: "trigger:did-something", settings: { event: "visited" } },
      { kind: "filter", settings: { rule: { in_segment: "mkseg_lapsed" } } },
    ])
    expect(wrong("when", { ...event, trigger: { kind: undefined, settings: {} } })).toEqual(["trigger.kind"])
    expect(wrong("when", { ...event, trigger: { ...trigger, settings: {} } })).toEqual(["trigger.event"])
    expect(wrong("when", event)).toEqual([])
  })

  it("say what the plan is to reach, may give, and whom it leaves alone (P1, P9)", () => {
    const disturb = { hours: 24, then: "skip" as const, except_plans: ["mkplan_1"], except_channels: [] }
    const budget = { amount: 50_000, currency: "eur" }
    const { settings } = planFrom({
      ...lapsed,
      ...{ disturb, budget, goals: [{ metric: "conversion_rate", target: 15 }] },
    })
    const goal = { metric: "conversion_rate", target: 0.15 }
    expect(planSettingsSchema.parse(settings)).toMatchObject({ do_not_disturb: disturb, budget, goal })
    expect(wrong("when", { goals: [{ metric: "orders", target: undefined }] })).toEqual(["goals.0.target"])
    expect(wrong("when", { goals: [{ metric: "orders", target: 3 }] })).toEqual([])
    const typed = { budget: { amount: "much" as never, currency: "eur" }, window_days: "a week" as never }
    expect(wrong("when", typed)).toEqual(["budget.amount", "window_days"])
  })

  it("let nobody go on with something missing or wrong, and say at which field", () => {
    expect(wrong("who", { name: " ", segment_id: undefined })).toEqual(["name", "segment_id"])
    expect(wrong("who", { who: "reps" })).toEqual(["reps"])
    expect(wrong("what", { message: { ...noMessage, content: { subject: " " } } })).toEqual([
      "message.content.subject",
    ])
    expect(wrong("what", { message: { ...noMessage, written: "template" } })).toEqual(["message.template_id"])
    expect(wrong("what", { second: { ...noMessage, content: { subject: "B" }, share: 100 } })).toEqual([
      "second.share",
    ])
    expect(wrong("what", { wait: { amount: undefined, unit: "days" } })).toEqual(["wait.amount"])
    expect(wrong("benefit", { channel: null, benefits: {} })).toEqual(["benefits"])
    expect(wrong("benefit", { benefits: { points: { amount: -5 } } })).toEqual(["benefits.points.amount"])
    expect(wrong("when", { start: { ...atOnce, how: "at" } })).toEqual(["at"])
    expect(wrong("when", { start: { ...atOnce, how: "at", at: "2026-12-01T10:00" } })).toEqual([])
  })

  it("of one channel are there again when another was looked at", () => {
    const second = { ...noMessage, template_id: "other", share: 30 }
    const letter = { ...lapsed, second }
    const looked = { ...letter, ...onChannel(letter, "inbox") }
    expect([looked.channel, looked.message, looked.second]).toEqual(["inbox", noMessage, null])
    const none = { ...looked, ...onChannel(looked, null) }
    expect(planFrom(none).wizard?.message).toBeUndefined()
    const again = onChannel(none, "email")
    expect([again.message, again.second]).toEqual([letter.message, second])
  })

  it("are led back to the field when the server finds something in the saved plan", () => {
    const nodes = ["segment", "benefit:points", "message:email", "message:email"].map((kind, i) => ({
      id: `n${i + 1}`,
      kind,
      settings: {},
      position: { x: 0, y: 0 },
    }))
    const place = (path: string) => {
      const placed = placeProblem({ code: "x", path, message: "" }, { nodes })
      return placed && `${placed.step} ${placed.problem.path}`
    }
    expect(place("settings.schedule.at")).toBe("when at")
    expect(place("nodes.n1.settings.segment_id")).toBe("who segment_id")
    expect(place("nodes.n2.settings.amount")).toBe("benefit benefits.points.amount")
    expect(place("nodes.n3.settings.content.subject")).toBe("what message.content.subject")
    expect(place("nodes.n4.settings.template_id")).toBe("what second.template_id")
    expect(place("edges.0")).toBeNull()
  })
})
