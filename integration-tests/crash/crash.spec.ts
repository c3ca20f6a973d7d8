import { writeFileSync } from "node:fs"
import { IN_AN_INTAKE } from "./merchant"
import { runCrashes } from "./run-crashes"

const { CRASHES = "60", CRASH_SEED = "20261122", CRASH_KILL_EVERY = "30", CRASH_REPORT } = process.env
/** Far above what it takes; a harness that hangs must end some day. */
const PATIENCE_MS = 900_000 + Number(CRASHES) * 1_000

describe("workers that die in the middle of everything", () => {
  it(
    "after all crashes nobody is lost, nothing happened twice, nobody is stuck, also of plans that are paused meanwhile (G1, G3, G4, G11, F1, F2, F3, F17)",
    async () => {
      const verdict = await runCrashes({
        crashes: Number(CRASHES),
        seed: Number(CRASH_SEED),
        kill_every: Number(CRASH_KILL_EVERY),
        tell: (line) => CRASH_REPORT && console.log(line),
      })
      if (CRASH_REPORT) writeFileSync(CRASH_REPORT, JSON.stringify(verdict, null, 2))
      const { lost, doubled, stuck, surprises, unreached } = verdict
      expect({ lost, doubled, stuck, surprises, unreached }).toEqual({
        lost: [],
        doubled: [],
        stuck: [],
        surprises: [],
        unreached: [],
      })
      expect(verdict.crashes).toBeGreaterThanOrEqual(Number(CRASHES))
      // That people came in by halves and the others later.
      expect(verdict.paused[IN_AN_INTAKE]).toBeGreaterThan(0)
      // The last one may be due when everybody is through.
      const kills = Number(CRASH_KILL_EVERY) && Math.floor(Number(CRASHES) / Number(CRASH_KILL_EVERY))
      expect(verdict.kills).toBeGreaterThanOrEqual(kills - 1)
    },
    PATIENCE_MS,
  )
})
