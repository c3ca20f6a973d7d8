import { z } from "zod"
import { checkCanvas } from "../core/canvas/check"
import { canvasSchema } from "../core/canvas/schema"
import { defineBenefit } from "../extension/benefit"
import { defineChannel } from "../extension/channel"
import { asRunnable } from "../extension/kind"
import { createRegistry } from "../extension/registry"
import { kinds } from "."
import { deriveKinds } from "./derived"

const fax = defineChannel({
  id: "fax",
  icon: "phone",
  label: { en: "Fax", zhCN: "传真" },
  content: z.strictObject({ text: z.string().min(1, "is needed") }),
  templates: { text: "text" },
  address: "phone",
  consent: "none",
  unknown_policy: "hold",
  check: (content, path) =>
    String(content.text).includes("{{")
      ? [{ code: "fax/liquid", path: `${path}.text`, message: "Broken." }]
      : [],
  deliver: async () => ({ state: "sent" }),
})
const stamps = defineBenefit({
  id: "acme:stamps",
  icon: "star",
  label: { en: "Stamps" },
  settings: z.strictObject({ amount: z.number().int() }),
  summary: ({ amount }) => ({ en: `${amount} stamps` }),
  grant: ({ amount }) => [{ type: "points", amount, system: "stamps" }],
})
const { kinds: registered } = createRegistry([
  { name: "ours", kinds, deriveKinds },
  { name: "acme", channels: [fax], benefits: [stamps] },
])
const run = (id: string, settings: Record<string, unknown>) =>
  asRunnable(registered.get(id)!).run({ settings } as never)

const plan = (message: Record<string, unknown>) =>
  canvasSchema.parse({
    nodes: [
      { id: "who", kind: "segment", settings: { segment_id: "s" } },
      { id: "say", kind: "message:fax", settings: message },
      { id: "give", kind: "benefit:acme:stamps", settings: { amount: 5 } },
      { id: "tag", kind: "tags", settings: { add: ["vip"] } },
    ],
    edges: [
      { from: "who", to: "say" },
      { from: "say", to: "give" },
      { from: "give", port: "refused", to: "tag" },
    ],
  })
const codes = (message: Record<string, unknown>) =>
  checkCanvas(plan(message), registered, (thing) => thing === "segment").map((p) => `${p.code} ${p.path}`)

describe("kinds that channels and benefits bring (M1, X2)", () => {
  it("a guest's channel has its message node, which asks for one message", () => {
    expect(run("message:fax", { content: { text: "hello" } })).toEqual({
      do: "go",
      port: "out",
      intents: [{ type: "message", channel: "fax", content: { text: "hello" } }],
    })
    expect(run("message:fax", { template_id: "t" })).toMatchObject({
      intents: [{ content: {}, template_id: "t" }],
    })
  })

  it("where people part, a message is asked for once, waited for, and who did not get it goes another way (P10)", () => {
    const settings = { content: { text: "hello" }, when_not_sent: "other-way" }
    const now = new Date("2026-03-02T09:00:00Z")
    const kind = asRunnable(registered.get("message:fax")!)
    expect(kind.ports(settings).map((port) => port.id)).toEqual(["out", "not_sent"])
    expect(kind.ports({}).map((port) => port.id)).toEqual(["out"])
    const answer = (send: object | null) => kind.run({ settings, facts: { send }, now } as never)
    expect(answer(null)).toMatchObject({ do: "wait", intents: [{ channel: "fax" }] })
    expect(answer({ state: "queued", reason: "quiet_hours", settled: false })).toEqual({
      do: "wait",
      until: new Date("2026-03-02T10:00:00Z"),
    })
    expect(answer({ state: "sent", reason: null, settled: true })).toEqual({ do: "go", port: "out" })
    expect(answer({ state: "unknown", reason: "crashed", settled: true })).toMatchObject({ port: "out" })
    for (const state of ["failed", "blocked", "cancelled"])
      expect(answer({ state, reason: "capped", settled: true })).toEqual({
        do: "go",
        port: "not_sent",
        reason: "capped",
      })
  })

  it("a guest's benefit has its grant node, with another way out for who is refused", () => {
    expect(run("benefit:acme:stamps", { amount: 5 })).toEqual({
      do: "go",
      port: "granted",
      refused_port: "refused",
      effects: [{ type: "points", amount: 5, system: "stamps" }],
    })
  })

  it("a message needs content or a template that is there, and not both", () => {
    expect(codes({ content: { text: "hi" } })).toEqual([])
    expect(codes({})).toEqual(["message/no-content nodes.say.settings"])
    expect(codes({ template_id: "gone" })).toEqual(["message/no-template nodes.say.settings.template_id"])
    expect(codes({ template_id: "t", content: { text: "hi" } })).toEqual([
      "message/two-contents nodes.say.settings",
    ])
    expect(codes({ content: { text: "" } })).toEqual(["canvas/settings nodes.say.settings.content.text"])
    expect(codes({ content: { text: "{{ broken" } })).toEqual(["fax/liquid nodes.say.settings.content.text"])
  })
})

describe("the built-in kinds", () => {
  it("have both languages, and settings a form can be made from (O7, X2)", () => {
    for (const kind of kinds) {
      expect(kind.label.zhCN, kind.id).toBeTruthy()
      expect(kind.explanation?.zhCN, kind.id).toBeTruthy()
      expect(z.toJSONSchema(kind.settings, { io: "input" }), kind.id).toMatchObject({ type: "object" })
    }
  })

  it("a tag node without a tag, or with one both ways, is refused", () => {
    const check = (settings: Record<string, unknown>) =>
      asRunnable(registered.get("tags")!).check!({ settings, path: "p", exists: () => true }).map(
        (p) => p.code,
      )
    expect(check({ add: [], remove: [] })).toEqual(["tags/none"])
    expect(check({ add: ["a", "b"], remove: ["b"] })).toEqual(["tags/both"])
  })
})
