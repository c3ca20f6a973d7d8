import fc from "fast-check"
import { differenceOf, isSame, saysSame } from "./difference"
import { planSettingsSchema } from "./plan-settings"
import { canvasSchema } from "./schema"

const drawn = (nodes: object[], edges: object[] = [], settings: object = {}) => ({
  settings: planSettingsSchema.parse(settings),
  canvas: canvasSchema.parse({ nodes, edges }),
})
const who = { id: "who", kind: "segment", settings: { segment_id: "seg" } }
const rest = { id: "rest", kind: "wait", settings: { amount: 3, unit: "days" } }
const tag = { id: "tag", kind: "tags", name: "Mark", settings: { add: ["a"], remove: [] } }

describe("the difference between two versions (P20)", () => {
  it("names cards that came, went and were changed, with what of them is another", () => {
    const before = drawn([who, rest, tag])
    const after = drawn([
      who,
      { ...tag, name: "Mark them", settings: { add: ["a", "b"], remove: [] } },
      { id: "end", kind: "exit" },
    ])
    expect(differenceOf(before, after).nodes).toEqual([
      {
        node: "tag",
        kind: "tags",
        name: "Mark them",
        change: "changed",
        name_before: "Mark",
        settings: [{ path: "add", before: ["a"], after: ["a", "b"] }],
      },
      { node: "end", kind: "exit", change: "added", settings: [] },
      { node: "rest", kind: "wait", change: "removed", settings: [] },
    ])
  })

  it("tells where a way leads now, and where it led", () => {
    const before = drawn([who, rest, tag], [{ from: "who", to: "rest" }])
    const after = drawn(
      [who, rest, tag],
      [
        { from: "who", to: "tag" },
        { from: "tag", to: "rest" },
      ],
    )
    expect(differenceOf(before, after).edges).toEqual([
      { from: "who", port: "out", before: "rest", after: "tag" },
      { from: "tag", port: "out", before: null, after: "rest" },
    ])
  })

  it("tells settings by their names, a card that became another kind, and what was taken away", () => {
    const before = drawn([rest], [], { holdout_percent: 5, do_not_disturb: { hours: 8 } })
    const after = drawn([{ ...rest, kind: "exit", settings: {} }], [], { holdout_percent: 10 })
    const { nodes, settings } = differenceOf(before, after)
    expect(nodes).toMatchObject([
      { kind: "exit", kind_before: "wait", settings: [{ path: "amount" }, { path: "unit" }] },
    ])
    expect(settings.map(({ path, before, after }) => [path, before === undefined, after])).toEqual([
      ["holdout_percent", false, 10],
      ["do_not_disturb", false, undefined],
    ])
  })

  it("is empty where only cards were moved about, whatever the order in which they were drawn", () => {
    const before = drawn([who, rest], [{ from: "who", to: "rest" }])
    const after = drawn([{ ...rest, position: { x: 9, y: 9 } }, who], [{ from: "who", to: "rest" }])
    expect(isSame(differenceOf(before, after))).toBe(true)
  })

  it("finds a value of JSON the same as its copy, and another when anything in it is changed", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => saysSame(value, structuredClone(value))))
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const isAlike = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
        if (!saysSame({ at: { a } }, { at: { a: b } })) expect(isAlike(a, b)).toBe(false)
      }),
    )
  })
})
