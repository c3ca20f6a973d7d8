import { writeFileSync } from "node:fs"
import { POINTS } from "./hands"
import { runSimulation } from "./run-simulation"

const { DYING_CRASHES = "60", DYING_SEED = "20261122", DYING_REPORT } = process.env
/** Too seldom to be sure of one death in one run; the work beside the engine dies there every time. */
const RARE = /^(move|catalog)\./
/** From so many on each point has its turn. */
const MANY = 2_000

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
    const unreached = POINTS.filter((point) => !RARE.test(point) && !at[point])
    if (crashes >= MANY) expect(unreached).toEqual([])
  }, 1_800_000)
})
