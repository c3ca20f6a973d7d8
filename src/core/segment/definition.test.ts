import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { evaluate } from "../rules/evaluate"
import type { EvaluateContext } from "../rules/evaluate-context"
import { placeInDefinition, readDefinition } from "./definition"

const NAMES = ["a", "b", "c", "d"]
/** Who is in which segment: for each of some people the segments that hold them. */
const people = fc.array(fc.subarray(NAMES), { maxLength: 30 })
const two = fc.subarray(NAMES, { minLength: 2 })

/** The numbers of the people whom a definition means. */
function meant(definition: unknown, holders: string[][]): Set<number> {
  const read = readDefinition(definition)
  if ("problems" in read) throw new Error(JSON.stringify(read.problems))
  const context = { segments: new Map() } as unknown as EvaluateContext
  return new Set(
    holders.flatMap((segments, i) => (evaluate(read.rule, { segments } as never, context) ? [i] : [])),
  )
}
const held = (name: string, holders: string[][]) =>
  new Set(holders.flatMap((segments, i) => (segments.includes(name) ? [i] : [])))

describe("a segment made of others (A9)", () => {
  it("is what sets in memory say", () => {
    fc.assert(
      fc.property(people, two, (holders, names) => {
        const [from, ...without] = names as [string, ...string[]]
        const sets = names.map((name) => held(name, holders))
        const everyone = holders.map((_, i) => i)
        expect(meant({ union: names }, holders)).toEqual(
          new Set(everyone.filter((i) => sets.some((s) => s.has(i)))),
        )
        expect(meant({ intersect: names }, holders)).toEqual(
          new Set(everyone.filter((i) => sets.every((s) => s.has(i)))),
        )
        expect(meant({ exclude: { from, without } }, holders)).toEqual(
          new Set(everyone.filter((i) => sets[0]!.has(i) && !sets.slice(1).some((s) => s.has(i)))),
        )
      }),
    )
  })

  it("keeps the laws: order does not matter, and a segment is its part with and its part without another", () => {
    fc.assert(
      fc.property(people, two, (holders, names) => {
        const turned = [...names].reverse()
        expect(meant({ union: names }, holders)).toEqual(meant({ union: turned }, holders))
        expect(meant({ intersect: names }, holders)).toEqual(meant({ intersect: turned }, holders))
        const [a, b] = names as [string, string]
        const both = meant({ intersect: [a, b] }, holders)
        const only = meant({ exclude: { from: a, without: [b] } }, holders)
        expect(new Set([...both, ...only])).toEqual(held(a, holders))
        expect([...both].filter((i) => only.has(i))).toEqual([])
      }),
    )
  })

  it.each([
    [null, "definition"],
    ["a", "definition"],
    [{}, "definition"],
    [{ union: ["a", "b"], intersect: ["a", "b"] }, "definition"],
    [{ union: ["a"] }, "definition.union"],
    [{ union: ["a", "a"] }, "definition.union"],
    [{ union: ["a", 7] }, "definition.union.1"],
    [{ intersect: Array.from({ length: 51 }, (_, i) => `s${i}`) }, "definition.intersect"],
    [{ exclude: { from: "a", without: [] } }, "definition.exclude.without"],
    [{ exclude: { from: "a", without: ["a"] } }, "definition.exclude"],
    [{ sample: { percent: 10 } }, "definition.sample.of"],
    [{ minus: ["a"] }, "definition"],
  ])("%j is refused at its place", (given, path) => {
    expect(readDefinition(given)).toMatchObject({ problems: [{ code: "segment/definition", path }] })
  })

  it("says where a part of its rule was said", () => {
    expect(placeInDefinition({ union: ["a", "b"] }, "any.1.in_segment")).toBe("definition.union.1")
    expect(placeInDefinition({ intersect: ["a", "b"] }, "all.0.in_segment")).toBe("definition.intersect.0")
    const exclude = { exclude: { from: "a", without: ["b", "c"] } }
    expect(placeInDefinition(exclude, "all.0.in_segment")).toBe("definition.exclude.from")
    expect(placeInDefinition(exclude, "all.1.not.any.1.in_segment")).toBe("definition.exclude.without.1")
    expect(placeInDefinition({ sample: { of: "a" } }, "in_segment")).toBe("definition.sample.of")
  })
})
