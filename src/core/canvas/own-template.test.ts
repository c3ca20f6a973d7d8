import { askingAbout, fitsParameter, settingAt, withSettings } from "./own-template"
import { canvasSchema } from "./schema"

const canvas = canvasSchema.parse({
  nodes: [
    { id: "rest", kind: "wait", settings: { amount: 3, unit: "days" } },
    { id: "tell", kind: "message:email", settings: { content: { subject: "Hello", html: "<p>Hi</p>" } } },
    {
      id: "ask",
      kind: "filter",
      settings: {
        rule: {
          all: [
            { plan: "mine", outcome: "clicked", node: "tell" },
            { plan: "other", outcome: "entered" },
          ],
        },
      },
    },
  ],
})

describe("a template of one's own (C12)", () => {
  it("has other values put into the settings that are asked for, and nothing else is touched", () => {
    const filled = withSettings(canvas, [
      { node: "rest", path: "amount", value: 9 },
      { node: "tell", path: "content.subject", value: "Welcome" },
      { node: "tell", path: "content.gone", value: "nowhere" },
      { node: "nobody", path: "amount", value: 1 },
    ])
    expect(filled.nodes[0]?.settings).toEqual({ amount: 9, unit: "days" })
    expect(filled.nodes[1]?.settings).toEqual({ content: { subject: "Welcome", html: "<p>Hi</p>" } })
    expect(filled.nodes[2]).toBe(canvas.nodes[2])
    expect(canvas.nodes[0]?.settings.amount).toBe(3)
  })

  it("asks only for what is there, and never for what every object has", () => {
    expect(settingAt(canvas, { node: "tell", path: "content.subject" })).toBe("Hello")
    for (const path of ["constructor", "__proto__", "content.subject.length", "amount"])
      expect(settingAt(canvas, { node: "tell", path })).toBeUndefined()
    withSettings(canvas, [{ node: "tell", path: "__proto__.polluted", value: "yes" }])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect([fitsParameter("count", 3), fitsParameter("count", "3"), fitsParameter("text", "a")]).toEqual([
      ...[true, false, true],
    ])
  })

  it("asks about the cards of the plan that it becomes, and goes on asking about other plans", () => {
    const { rule } = askingAbout(canvas, "mine", "new").nodes[2]!.settings
    expect(rule).toEqual({
      all: [
        { plan: "new", outcome: "clicked", node: "tell" },
        { plan: "other", outcome: "entered" },
      ],
    })
  })
})
