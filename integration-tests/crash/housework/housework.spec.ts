import { writeFileSync } from "node:fs"
import { runHousework } from "./run-housework"

const { HOUSEWORK_CRASHES = "60", HOUSEWORK_SEED = "20261122", HOUSEWORK_REPORT } = process.env
describe("a process that does all the work beside the engine and dies in the middle of it", {
  timeout: 1_800_000,
}, () => {
  it("leaves the shop that it would have left alive: facts, imports, segments, groups, webhooks, versions, moves (G1, G2, G3)", async () => {
    const verdict = await runHousework({
      crashes: Number(HOUSEWORK_CRASHES),
      seed: Number(HOUSEWORK_SEED),
      tell: (line) => HOUSEWORK_REPORT && console.log(line),
    })
    if (HOUSEWORK_REPORT) writeFileSync(HOUSEWORK_REPORT, JSON.stringify(verdict, null, 2))
    const { lost, doubled, unreached } = verdict
    expect({ lost, doubled, unreached }).toEqual({ lost: [], doubled: [], unreached: [] })
    expect(verdict.crashes).toBeGreaterThanOrEqual(Number(HOUSEWORK_CRASHES))
  })
})
