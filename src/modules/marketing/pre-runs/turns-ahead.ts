import { type Pace, PER_MS } from "../../../extension/turn"
import { byTime, type Crowd } from "./crowd"

/**
 * When people who stand at a rate limit have their turn, in the order of coming: in no span of its length more than may. `passed`
 * keeps when the last ones passed there before, and is moved on.
 */
export function giveTurnsAhead(
  people: number[],
  crowd: Crowd,
  { people: most, per }: Pace,
  passed: number[],
): void {
  for (const place of byTime(people, crowd.at)) {
    const earlier = passed.length >= most ? passed[passed.length - most]! + PER_MS[per] : 0
    const turn = Math.max(crowd.at[place]!, earlier, passed.at(-1) ?? 0)
    passed.push(turn)
    crowd.at[place] = turn
    crowd.state.set(place, { ...crowd.state.get(place), turn: true })
  }
}
