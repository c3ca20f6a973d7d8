import request from "supertest"
import { openForBusiness } from "../support/open-for-business"
import type { office } from "../support/shop"
import type { Store } from "../support/store"

describe("cards that are being drawn", () => {
  let store: Store
  let desk: ReturnType<typeof office>
  beforeAll(async () => {
    ;({ store, desk } = await openForBusiness())
  })
  const ask = (body: object) => desk.post("/admin/marketing/canvas/cards").send(body)

  it("say what they will do and which ways lead in and out, before anything is saved (C1, C6)", async () => {
    const variants = [
      { id: "a", name: "Blue", share: 30 },
      { id: "b", name: "Red", share: 70 },
    ]
    const nodes = [
      { id: "who", kind: "conditions", settings: { rule: { all: [] } } },
      { id: "split", kind: "split-test", settings: { variants } },
      { id: "but", kind: "exclude" },
      { id: "once", kind: "deduplicate", settings: { groups: 3 } },
      { id: "goal", kind: "goal", settings: { rule: { all: [] } } },
      { id: "unfinished", kind: "wait", settings: { amount: 0 } },
      { id: "foreign", kind: "acme:score", settings: { depth: 3 } },
    ]
    const { cards } = (await ask({ nodes }).expect(200)).body
    const ways = Object.fromEntries(
      cards.map((card: { node: string; inputs: string[]; ports: { id: string }[] }) => [
        card.node,
        { in: card.inputs, out: card.ports.map((port) => port.id) },
      ]),
    )
    expect(ways).toEqual({
      who: { in: [], out: ["out"] },
      split: { in: ["in"], out: ["a", "b"] },
      but: { in: ["in", "without"], out: ["out"] },
      once: { in: ["1", "2", "3"], out: ["1", "2", "3"] },
      goal: { in: [], out: [] },
    })
    expect(cards[1].summary.en).toContain("Blue 30 %")
    const { kinds } = (await desk.get("/admin/marketing/kinds").expect(200)).body
    const inputs = Object.fromEntries(
      kinds.map((kind: { id: string; inputs: unknown }) => [kind.id, kind.inputs]),
    )
    expect(inputs).toMatchObject({
      conditions: [],
      exclude: ["in", "without"],
      deduplicate: null,
      wait: ["in"],
    })
  })

  it("are asked for by staff only, and refused where they are no nodes (C1)", async () => {
    await request(store.app).post("/admin/marketing/canvas/cards").send({ nodes: [] }).expect(401)
    for (const nodes of [
      undefined,
      "all",
      [{ id: "a b", kind: "wait" }],
      Array(501).fill({ id: "x", kind: "y" }),
    ]) {
      const { body } = await ask({ nodes }).expect(400)
      expect(body.problems[0]).toMatchObject({ code: "canvas/shape" })
    }
  })
})
