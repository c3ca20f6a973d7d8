import type { Sql } from "../database"
import type { Doings } from "../doings"
import type { Drawing } from "../engine/drawing"
import type { RecallMoments } from "../occasions/recall-moments"
import type { Crowd } from "./crowd"
import { noteDoings } from "./note-doings"
import type { Witness } from "./walk-ahead"

/** People whose deeds are read together. */
const TOGETHER = 1000

type Ground = {
  sql: Sql
  drawing: Drawing
  crowd: Crowd
  doings: Doings
  recallMoments: RecallMoments
  enteredAt: (place: number) => Date
  until: Date
}

export type Followed = {
  witness: Witness
  /** Of everybody: when they were out of the plan, milliseconds; NaN: still inside. */
  ended: Float64Array
  /** Of those whose way is told. */
  ways: ReadonlyMap<number, { way: string[]; ended: string | null }>
}

/** Follows people through a replay: what it would have done about them, when they left, and what woke them meanwhile. */
export function follow(
  { sql, drawing, crowd, doings, recallMoments, enteredAt, until }: Ground,
  told: number[],
): Followed {
  const ended = new Float64Array(crowd.size).fill(Number.NaN)
  const asked = new Float64Array(crowd.size)
  const ways = new Map(told.map((place) => [place, { way: [] as string[], ended: null as string | null }]))
  const watched = drawing.watches.flatMap(({ events }) => events)

  const wake: Witness["wake"] = async (stop, places) => {
    const names = [...new Set([...stop.listens, ...watched])]
    if (names.length === 0) return
    for (let first = 0; first < places.length; first += TOGETHER) {
      const some = places.slice(first, first + TOGETHER)
      const from = new Date(some.reduce((least, place) => Math.min(least, asked[place]!), Infinity))
      const pids = [...new Set(some.map((place) => crowd.pid[place]!))]
      const moments = await recallMoments(sql, { names, pids, from, to: until })
      for (const place of some) {
        const next = moments.get(crowd.pid[place]!)?.find((at) => at > asked[place]!)
        if (next !== undefined && next < crowd.at[place]!) crowd.at[place] = next
      }
    }
  }

  return {
    ended,
    ways,
    witness: {
      ...noteDoings(crowd, doings, enteredAt),
      came: (place, node) => void ways.get(place)?.way.push(node),
      ended: (place, reason) => {
        ended[place] = crowd.at[place]!
        const way = ways.get(place)
        if (way) way.ended = reason
      },
      rests: (place, at) => {
        asked[place] = at
      },
      wake,
    },
  }
}
