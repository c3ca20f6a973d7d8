import { graphOf } from "./graph"
import { wizardCanvas, wizardSchema } from "./wizard"

const drawn = (canvas: ReturnType<typeof wizardCanvas>) =>
  canvas.edges.map((e) => {
    const nodes = graphOf(canvas).nodes
    return `${nodes.get(e.from)!.kind} ${e.port} ${nodes.get(e.to)!.kind}`
  })

describe("the wizard's canvas (P1)", () => {
  it("is an ordinary canvas from left to right, with the benefit before the message that speaks of it", () => {
    const canvas = wizardCanvas({
      segment_id: "seg",
      wait: { amount: 2, unit: "hours" },
      benefits: [{ id: "coupon", settings: { template_id: "t" } }],
      message: { channel: "email", content: { subject: "Hi" } },
      add_tags: ["asked"],
    })
    expect(drawn(canvas)).toEqual([
      "segment out wait",
      "wait out benefit:coupon",
      "benefit:coupon granted message:email",
      "benefit:coupon refused message:email",
      "message:email out tags",
    ])
    expect(canvas.nodes.map((n) => n.position.x)).toEqual([0, 320, 640, 960, 1280])
    expect(canvas.nodes[3]?.settings).toEqual({ content: { subject: "Hi" } })
  })

  it("lays each way of a split into a row of its own", () => {
    const canvas = wizardCanvas({
      rule: { all: [] },
      split: [
        {
          name: "With coupon",
          share: 50,
          benefits: [{ id: "coupon" }],
          message: { channel: "email", template_id: "a" },
        },
        { name: "Plain", share: 50, message: { channel: "email", template_id: "b" } },
      ],
    })
    expect(drawn(canvas)).toEqual([
      "conditions out split-test",
      "split-test a benefit:coupon",
      "benefit:coupon granted message:email",
      "benefit:coupon refused message:email",
      "split-test b message:email",
    ])
    expect(canvas.nodes.at(-1)?.position).toEqual({ x: 640, y: 160 })
  })

  it("lets in the customers of sales reps (P2)", () => {
    const canvas = wizardCanvas({ reps: ["Eva", "Max"], message: { channel: "email", template_id: "a" } })
    expect(drawn(canvas)).toEqual(["rep-contacts out message:email"])
    expect(canvas.nodes[0]?.settings).toEqual({ reps: ["Eva", "Max"] })
  })

  it("begins with what happens, and lets on those of the audience only (P5)", () => {
    const message = { channel: "email", template_id: "a" }
    const trigger = { id: "did-something", settings: { event: "visited" } }
    const only = (who: object) => {
      const canvas = wizardCanvas({ ...who, trigger, message })
      return [...drawn(canvas), canvas.nodes[1]?.settings.rule]
    }
    const ways = ["trigger:did-something out filter", "filter yes message:email"]
    expect(only({ segment_id: "seg" })).toEqual([...ways, { in_segment: "seg" }])
    expect(only({ reps: ["Eva"] })).toEqual([...ways, { fact: "profile.rep", op: "in", value: ["Eva"] }])
    // Everybody needs no card.
    expect(only({ rule: { all: [] } })).toEqual(["trigger:did-something out message:email", undefined])
  })

  it("wants to know who, in one way", () => {
    expect(wizardSchema.safeParse({}).success).toBe(false)
    expect(wizardSchema.safeParse({ segment_id: "a", rule: { all: [] } }).success).toBe(false)
  })
})
