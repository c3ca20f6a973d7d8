import fc from "fast-check"
import { asRunnable } from "../../extension/kind"
import { splitTest } from "."
import { runSplitTest, variantFor } from "./run"

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
