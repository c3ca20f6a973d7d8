import fc from "fast-check"
import { asRunnable } from "../../extension/kind"
import { splitTest } from "."
import { runSplitTest, variantFor } from "./run"
import { splitTestSettings } from "./schema"

/** Whole shares that make 100, in any number from two to ten. */
const variants = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 9 })
  .map((cuts) => [0, ...cuts.sort((a, b) => a - b), 100])
  .map((cuts) => cuts.slice(1).map((cut, i) => ({ id: `v${i}`, name: `V${i}`, share: cut - cuts[i]! })))

describe("a split test (C6, C7)", () => {
  it("gives each variant exactly its share of an even crowd", () => {
    fc.assert(
      fc.property(variants, fc.integer({ min: 1, max: 20 }), (given, perPercent) => {
        const crowd = 100 * perPercent
        const got = new Map<string, number>()
        for (let i = 0; i < crowd; i++) {
          const id = variantFor(given, (i + 0.5) / crowd)
          got.set(id, (got.get(id) ?? 0) + 1)
        }
        for (const variant of given) expect(got.get(variant.id)).toBe(variant.share * perPercent)
      }),
    )
  })

  it("answers the same for the same person at the same node, whatever else changes", () => {
    fc.assert(
      fc.property(variants, fc.nat(), fc.nat(), (given, pid, visits) => {
        const chance = (salt: string) => ((pid * 7919 + salt.length * 104729) % 1000) / 1000
        const answer = (visit: number) =>
          runSplitTest({
            settings: { variants: given },
            facts: {},
            now: new Date(visit),
            chance,
            visit: {
              enrollment_id: visit,
              pid,
              node_id: "split",
              visit,
              entered_at: new Date(0),
              arrived_at: new Date(visit),
              state: {},
              attempt: 1,
            },
          })
        expect(answer(visits)).toEqual(answer(1))
      }),
    )
  })

  it("sends everybody the way that won, and keeps those outside the test back until it is known, or its time is over twice", () => {
    const settings = splitTestSettings.parse({
      variants: [
        { id: "a", name: "A", share: 50 },
        { id: "b", name: "B", share: 50 },
      ],
      winner: { after: { amount: 1, unit: "days" }, test_percent: 20 },
    })
    const visit = {
      enrollment_id: 1,
      pid: 1,
      node_id: "split",
      visit: 1,
      entered_at: new Date(0),
      arrived_at: new Date("2026-03-02T09:00:00Z"),
      state: {},
      attempt: 1,
    }
    const answer = (test: number, facts: object, at: string) =>
      runSplitTest({
        settings,
        visit,
        facts: { ...facts },
        now: new Date(at),
        chance: (salt) => (salt === "split" ? 0.1 : test),
      })
    expect(answer(0.19, {}, "2026-03-02T09:00:00Z")).toEqual({ do: "go", port: "a" })
    expect(answer(0.2, {}, "2026-03-02T09:00:00Z")).toEqual({
      do: "wait",
      until: new Date("2026-03-02T10:00:00Z"),
    })
    expect(answer(0.2, { winner: "b" }, "2026-03-02T09:30:00Z")).toEqual({ do: "go", port: "b" })
    expect(answer(0.2, { winner: "gone" }, "2026-03-04T08:30:00Z")).toEqual({
      do: "wait",
      until: new Date("2026-03-04T09:00:00Z"),
    })
    expect(answer(0.2, {}, "2026-03-04T09:00:00Z")).toEqual({ do: "go", port: "a" })
  })

  it("refuses shares that are not 100 together and two variants of one id", () => {
    const check = (shares: number[]) =>
      asRunnable(splitTest).check!({
        settings: { variants: shares.map((share) => ({ id: "a", name: "A", share })) },
        path: "nodes.s.settings",
        exists: () => true,
      }).map((p) => `${p.code} ${p.path}: ${p.message}`)
    expect(check([60, 50])).toEqual([
      "split-test/sum nodes.s.settings.variants: The shares make 110 percent together.",
      'split-test/same-id nodes.s.settings.variants.1.id: Two variants have the id "a".',
    ])
  })
})
