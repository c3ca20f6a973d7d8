import type { EntriesThen } from "../engine/recall-entries"
import type { Arrivals, TurnAway } from "./arrivals"

/** People who come in, by columns; each once. */
export type Round = {
  pid: Int32Array
  door: Uint16Array
  at: Float64Array
  due: Float64Array
}

type Ground = {
  arrivals: Arrivals
  entries: EntriesThen
  turnAway: TurnAway
  /** Somebody of a control group would have come in. */
  onHeldOut: (pid: number, at: number) => void
  breathe: () => Promise<void> | null
  /** Throws when nobody waits for the answer any more. */
  mustGoOn: () => void
}

/** People whose lots are read together. */
const TOGETHER = 10_000

/**
 * Lets people in one after the other of their times: whoever comes twice is judged the second time when it is known how the first
 * ended. Answers the next round, or null when everybody has come.
 */
export async function createRounds({ arrivals, entries, turnAway, onHeldOut, breathe, mustGoOn }: Ground) {
  const { pid, at, due, door, doors, rested } = arrivals
  const first: number[] = []
  for (let index = 0; index < pid.length; index++)
    if (index === 0 || pid[index] !== pid[index - 1]) first.push(index)
  for (let from = 0; from < first.length; from += TOGETHER) {
    mustGoOn()
    await entries.load(first.slice(from, from + TOGETHER).map((index) => pid[index]!))
  }
  let waiting = first

  /** The place of the next that lets this person in, and it goes on behind it; -1: none does. */
  const nextOf = async (from: number): Promise<number> => {
    const who = pid[from]
    for (let index = from; pid[index] === who; index++) {
      const pause = breathe()
      if (pause !== null) await pause
      const [person, node, moment] = [pid[index]!, doors[door[index]!]!.node, at[index]!]
      const lastAt = entries.lastAt(person, node)
      if (lastAt !== null && lastAt > rested[index]!) continue
      const refused = entries.refused(person, moment)
      if (refused) {
        turnAway(node, refused, moment)
        continue
      }
      entries.cameIn(person, node, moment)
      if (!entries.isHeldOut(person)) return index
      onHeldOut(person, moment)
    }
    return -1
  }

  return async (): Promise<Round | null> => {
    const chosen: number[] = []
    const left: number[] = []
    for (const from of waiting) {
      const index = await nextOf(from)
      if (index < 0) continue
      chosen.push(index)
      if (pid[index + 1] === pid[index]) left.push(index + 1)
    }
    waiting = left
    if (chosen.length === 0) return null
    return {
      pid: Int32Array.from(chosen, (index) => pid[index]!),
      door: Uint16Array.from(chosen, (index) => door[index]!),
      at: Float64Array.from(chosen, (index) => at[index]!),
      due: Float64Array.from(chosen, (index) => due[index]!),
    }
  }
}
