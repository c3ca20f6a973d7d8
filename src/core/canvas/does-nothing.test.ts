import { createRegistry } from "../../extension/registry"
import { kinds } from "../../kinds"
import { builtIns } from "../../modules/marketing/built-ins"
import { doesNothing } from "./does-nothing"
import { canvasSchema } from "./schema"

const { kinds: registered } = createRegistry([builtIns])
const idle = (...ids: string[]) =>
  doesNothing(
    canvasSchema.parse({ nodes: ids.map((kind, index) => ({ id: `n${index}`, kind })), edges: [] }),
    registered,
  )

describe("a canvas of which nothing comes (C2)", () => {
  it("only says who comes, which way and when", () => {
    expect(idle("conditions")).toBe(true)
    expect(idle("segment", "filter", "exit")).toBe(true)
    expect(idle("trigger:did-something", "wait", "split-test", "do-nothing", "join")).toBe(true)
    expect(kinds.map(({ id }) => id).filter((id) => !idle("conditions", id))).toEqual([
      "goal",
      "tags",
      "attributes",
      "segment-membership",
      "sync-audience",
      "webhook",
      "assign-rep",
      "lead-score",
      "benefit-block",
      "take-back",
      "analysis",
    ])
  })

  it("is none once one card reaches, gives, marks, measures or has a goal", () => {
    for (const kind of ["message:email", "message:inbox", "benefit:coupon", "benefit:points", "tags", "goal"])
      expect(idle("segment", "filter", kind)).toBe(false)
  })

  it("is none where a card of another package may do anything", () => {
    const guests = new Map([
      ["conditions", { group: "who", entry: true }],
      ["acme:people", { group: "who", entry: true }],
      ["acme:score", { group: "flow" }],
    ])
    const nodes = (...ids: string[]) =>
      canvasSchema.parse({ nodes: ids.map((kind, index) => ({ id: `n${index}`, kind })), edges: [] })
    expect(doesNothing(nodes("conditions", "acme:score"), guests)).toBe(false)
    expect(doesNothing(nodes("conditions", "acme:unknown"), guests)).toBe(false)
    expect(doesNothing(nodes("acme:people"), guests)).toBe(true)
  })
})
