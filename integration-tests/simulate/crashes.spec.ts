import { writeFileSync } from "node:fs"
import { runSimulation } from "./run-simulation"

const { DYING_CRASHES = "60", DYING_SEED = "20261122", DYING_REPORT } = process.env
/** That somebody died at every point is asked of all harnesses together, by the command. */
describe("workers of a shop that die in the middle of everything", () => {
  it("leave everybody where a simple model says, nobody lost, nothing twice, nobody stuck (G1, G3, G4, F1, F2)", async () => {
    const { differences, crashes, at, ...rest } = await runSimulation({
      crashes: Number(DYING_CRASHES),
      seed: Number(DYING_SEED),
      tell: (line) => DYING_REPORT && console.log(line),
    })
    if (DYING_REPORT)
      writeFileSync(DYING_REPORT, JSON.stringify({ differences, crashes, at, ...rest }, null, 2))
    expect(differences).toEqual([])
    expect(crashes).toBeGreaterThanOrEqual(Number(DYING_CRASHES))
  }, 1_800_000)
})
