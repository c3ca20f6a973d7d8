import { writeFileSync } from "node:fs"
import { seededChance } from "../seeded-chance"
import { POINTS } from "./house"
import { liveThrough } from "./live-through"

const { HOUSEWORK_CRASHES = "60", HOUSEWORK_SEED = "20261122", HOUSEWORK_REPORT } = process.env
const MORNINGS = 4
/** The chance to die at a point that one comes past, at one with few deaths more. */
const DEADLY = 0.25
/** A shop in which nobody is doomed any more must come to rest some day. */
const MOST_SHOPS = 40

describe("a process that does all the work beside the engine and dies in the middle of it", () => {
  it("leaves the shop that it would have left alive: facts, imports, segments, groups, webhooks, versions, moves (G1, G2, G3)", async () => {
    const wanted = Number(HOUSEWORK_CRASHES)
    const doom = seededChance(Number(HOUSEWORK_SEED) + 1)
    const at: Record<string, number> = Object.fromEntries(POINTS.map((point) => [point, 0]))
    const lost: string[] = []
    const doubled: string[] = []
    let crashes = 0
    const unreached = () => POINTS.filter((point) => at[point] === 0)
    const isEnough = () => crashes >= wanted && unreached().length === 0
    const dooms = (point: string): boolean => {
      if (!(point in at) || isEnough()) return false
      const mean = crashes / POINTS.length
      return doom() < DEADLY * Math.min(3, (mean + 1) / (at[point]! + 1))
    }
    const onDeath = (point: string) => {
      crashes++
      at[point] = (at[point] ?? 0) + 1
    }
    for (let n = 0; n < MOST_SHOPS && !isEnough() && lost.length + doubled.length === 0; n++) {
      const shop = { mornings: MORNINGS, seed: Number(HOUSEWORK_SEED) + 10 * n }
      const alive = await liveThrough({ ...shop, dooms: () => false, onDeath: () => undefined })
      const died = await liveThrough({ ...shop, dooms, onDeath })
      lost.push(...without(alive, died).map((line) => `is not there: ${line}`))
      doubled.push(...without(died, alive).map((line) => `should not be there: ${line}`))
      if (HOUSEWORK_REPORT) console.log(`${n + 1} shops, ${crashes} crashes of their housework`)
    }
    const verdict = { crashes, at, lost, doubled, unreached: unreached() }
    if (HOUSEWORK_REPORT) writeFileSync(HOUSEWORK_REPORT, JSON.stringify(verdict, null, 2))
    expect({ lost, doubled, unreached: unreached() }).toEqual({ lost: [], doubled: [], unreached: [] })
    expect(crashes).toBeGreaterThanOrEqual(wanted)
  }, 1_800_000)
})

/** Lines of one that the other lacks, each as often as it is more. */
function without(lines: string[], others: string[]): string[] {
  const left = [...others]
  return lines.filter((line) => {
    const index = left.indexOf(line)
    if (index < 0) return true
    left.splice(index, 1)
    return false
  })
}
