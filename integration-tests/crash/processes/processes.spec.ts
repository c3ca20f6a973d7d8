import { writeFileSync } from "node:fs"
import { KINDS, type Kind, runProcesses } from "./run-processes"

const { PROCESSES_HARM = "40", PROCESSES_SEED = "20261122", PROCESSES_REPORT } = process.env

/** Of `all` crashes so many of each kind; those that take seconds each are rarer, and none is left out. */
function sharesOf(all: number): Record<Kind, number> {
  const share = (part: number) => Math.max(1, Math.round(all * part))
  return {
    ...{ commit_lost: share(0.18), commit_unanswered: share(0.18) },
    ...{ statement_torn: share(0.18), statement_unanswered: share(0.18) },
    ...{ sigkill: share(0.08), sigstop: share(0.12), stopped_in_transaction: share(0.04) },
    ...{ pg_restart: share(0.02), redis_flush: share(0.02) },
  }
}

describe("worker processes behind a network that fails", () => {
  it("after all that happened nobody is lost, nothing happened twice, nobody is stuck, neither in plans with a start nor in those that begin with what people do (P5, G1, G3, G4, F1, F3, F4, F11, F12)", async () => {
    const wanted = sharesOf(Number(PROCESSES_HARM))
    const verdict = await runProcesses({
      wanted,
      seed: Number(PROCESSES_SEED),
      tell: (line) => PROCESSES_REPORT && console.log(line),
    })
    if (PROCESSES_REPORT)
      writeFileSync(PROCESSES_REPORT, JSON.stringify({ ...verdict, names: KINDS }, null, 2))
    const { lost, doubled, stuck, surprises, kinds } = verdict
    expect({ lost, doubled, stuck, surprises }).toEqual({ lost: [], doubled: [], stuck: [], surprises: [] })
    const short = Object.entries(wanted).filter(([kind, times]) => kinds[kind as Kind] < times)
    expect(short).toEqual([])
    // Zombies that hold leases and find the people gone: it goes on until the fence had something to refuse.
    expect(verdict.refused).toBeGreaterThan(0)
  }, 1_800_000)
})
