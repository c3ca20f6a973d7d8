import { matchRule } from "../../src/modules/marketing/audience/match-rule"
import type { WakePeople } from "../../src/modules/marketing/engine/wake-people"
import { type Fault, pointsBesideTheStep } from "../crash/faults"
import { runSimulation } from "./run-simulation"

/** Weeks in which each of these mistakes shows; the simulation stops at the first week that came out wrong. */
const WEEKS = 8

/** Nobody who waits is told that it happened; they find out when their time is over. */
const wakeUpsLost: Fault = { verbs: { wakePeople: (): WakePeople => async () => undefined } }

/** Some people are sent the other way, wherever conditions are asked. */
const wrongBranch: Fault = {
  verbs: {
    matchRule: (parts: Parameters<typeof matchRule>[0]) => {
      const honest = matchRule(parts)
      return async (asked: Parameters<typeof honest>[0]) => {
        const found = await honest(asked)
        return new Set(asked.pids.filter((pid) => found.has(pid) !== (pid % 16 === 0)))
      }
    },
  },
}

describe("the simulation itself", { timeout: 600_000 }, () => {
  it("finds a wake-up that was lost, and says who waited where (G9)", async () => {
    const { differences } = await runSimulation({ weeks: WEEKS, seed: 3, fault: wakeUpsLost })
    expect(differences[0]).toMatch(/^person \d+ in plan \d+ [\s\S]*should have done/)
  })

  it("finds people who are sent a wrong way", async () => {
    const { differences } = await runSimulation({ weeks: WEEKS, seed: 3, fault: wrongBranch })
    expect(differences.length).toBeGreaterThan(0)
  })

  it("finds what is given twice when workers die (G3, F2)", async () => {
    const { harm } = await runSimulation({ crashes: 2_500, seed: 4, fault: pointsBesideTheStep })
    expect(harm.doubled).toBeGreaterThan(0)
  })
})
