import type { Fault } from "../faults"
import { seededChance } from "../seeded-chance"
import { POINTS } from "./house"
import { liveThrough } from "./live-through"

const MORNINGS = 3
/** The chance to die at a point that one comes past, at one with few deaths more. */
const DEADLY = 0.25
/** In so many shops everybody has died everywhere, or somebody never comes past. */
const MOST_SHOPS = 40

export type HouseworkVerdict = {
  crashes: number
  at: Record<string, number>
  lost: string[]
  doubled: string[]
  unreached: string[]
}

/** One shop after the other lives twice: once nobody dies, once somebody dies all the time. What is left must be the same. */
export async function runHousework(given: {
  crashes: number
  seed: number
  fault?: Fault
  tell?: (line: string) => void
}): Promise<HouseworkVerdict> {
  const { crashes: wanted, seed, fault, tell = () => undefined } = given
  const doom = seededChance(seed + 1)
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
    const shop = { mornings: MORNINGS, seed: seed + 10 * n }
    const alive = await liveThrough({ ...shop, dooms: () => false, onDeath: () => undefined })
    const died = await liveThrough({ ...shop, dooms, onDeath, fault })
    lost.push(...without(alive, died).map((line) => `is not there: ${line}`))
    doubled.push(...without(died, alive).map((line) => `should not be there: ${line}`))
    tell(`${n + 1} shops, ${crashes} crashes of their housework`)
  }
  return { crashes, at, lost, doubled, unreached: unreached() }
}

/** Lines of one that the other lacks, each as often as it is more. */
function without(lines: string[], others: string[]): string[] {
  const left = [...others]
  return lines.filter((line) => {
    const index = left.indexOf(line)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}
