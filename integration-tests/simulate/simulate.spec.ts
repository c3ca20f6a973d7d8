import { writeFileSync } from "node:fs"
import { runSimulation } from "./run-simulation"
import { MUST_HAPPEN } from "./what-happened"

const {
  SIMULATE_WEEKS = "2",
  SIMULATE_SEED = "20261122",
  SIMULATE_CRASHES = "0",
  SIMULATE_REPORT,
} = process.env

/** From so many weeks on it is not over before everything had its turn. */
const MANY = 60

describe("a shop that lives for weeks", () => {
  it("goes for everybody as a simple model says (G1, G3, G9)", async () => {
    const until = Number(SIMULATE_WEEKS) >= MANY && Number(SIMULATE_CRASHES) === 0 ? MUST_HAPPEN : []
    const simulated = await runSimulation({
      weeks: Number(SIMULATE_WEEKS),
      until,
      crashes: Number(SIMULATE_CRASHES),
      seed: Number(SIMULATE_SEED),
      tell: (line) => SIMULATE_REPORT && console.log(line),
    })
    if (SIMULATE_REPORT) writeFileSync(SIMULATE_REPORT, JSON.stringify(simulated, null, 2))
    expect(simulated.differences).toEqual([])
    expect(until.filter((mark) => !simulated.happened[mark])).toEqual([])
  }, 1_800_000)
})
