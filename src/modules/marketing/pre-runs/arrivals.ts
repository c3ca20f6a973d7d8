import { Refused } from "../../../core/problem"
import type { Recall } from "../audience/recall-people"
import type { Sql } from "../database"
import type { Drawing, Stop } from "../engine/drawing"
import type { PastOccasion, RecallOccasions } from "../occasions/recall-occasions"
import { refusePreRun } from "./problems"

/** So many are kept in memory, forty bytes each; a replay of more would not be exact. */
export const MOST_ARRIVALS = 2_000_000
/** Histories held in memory at a time. */
const TOGETHER = 1000

/** A way in, and where it leads. */
export type DoorIn = { node: string; port: string; to: string | null }

/** Somebody at a door. Moments are milliseconds. */
export type Arrival = {
  pid: number
  door: number
  /** When they would come in. */
  at: number
  /** When they set out at the first card. */
  due: number
  /** Who came in here after this moment does not come again. */
  rested: number | null
}

export type TurnAway = (node: string, reason: string, at: number) => void

/** Collects arrivals; throws Refused when they are too many. */
export function createCollection(doors: DoorIn[], most: number) {
  const pids: number[] = []
  const doorsOf: number[] = []
  const moments: number[] = []
  const dues: number[] = []
  const rested: number[] = []
  return {
    doors,
    size: () => pids.length,
    add(arrival: Arrival): void {
      if (pids.length >= most) throw new Refused([refusePreRun("replay/too-many", "days", { most })])
      pids.push(arrival.pid)
      doorsOf.push(arrival.door)
      moments.push(arrival.at)
      dues.push(arrival.due)
      rested.push(arrival.rested ?? Number.NaN)
    },
    /** By person, each in the order of time. */
    inOrder(): Arrivals {
      const order = Uint32Array.from(pids, (_, index) => index)
      order.sort(
        (a, b) => pids[a]! - pids[b]! || moments[a]! - moments[b]! || doorsOf[a]! - doorsOf[b]! || a - b,
      )
      return {
        doors,
        pid: Int32Array.from(order, (n) => pids[n]!),
        door: Uint16Array.from(order, (n) => doorsOf[n]!),
        at: Float64Array.from(order, (n) => moments[n]!),
        due: Float64Array.from(order, (n) => dues[n]!),
        rested: Float64Array.from(order, (n) => rested[n]!),
      }
    },
  }
}

export type Collection = ReturnType<typeof createCollection>
/** Of each arrival, in columns; `rested` NaN: nobody is kept out. */
export type Arrivals = {
  doors: DoorIn[]
  pid: Int32Array
  door: Uint16Array
  at: Float64Array
  due: Float64Array
  rested: Float64Array
}

type Ground = {
  sql: Sql
  drawing: Drawing
  from: Date
  to: Date
  recall: Recall
  turnAway: TurnAway
  recallOccasions: RecallOccasions
  most_arrivals: number
  breathe: () => Promise<void> | null
  /** Throws when nobody waits for the answer any more. */
  mustGoOn: () => void
}

export const triggersOf = ({ stops }: Drawing): Stop[] => [...stops.values()].filter(({ starts }) => starts)

/** Who would have come to the triggers of a plan, judged as when they are really heard. Answers them with how many were heard. */
export async function heardBy(ground: Ground): Promise<{ arrivals: Arrivals; heard: number }> {
  const { drawing } = ground
  const triggers = triggersOf(drawing)
  const collection = createCollection(
    triggers.map(({ id }) => ({ node: id, port: "out", to: drawing.ways.next(id, "out") })),
    ground.most_arrivals,
  )
  let heard = 0
  for (const [door, stop] of triggers.entries())
    for await (const page of ground.recallOccasions(ground.sql, { ...ground, stop })) {
      ground.mustGoOn()
      for (const { pid, due, rested } of await judged(ground, stop, page, () => heard++))
        collection.add({ pid, door, at: due, due, rested })
    }
  return { arrivals: collection.inOrder(), heard }
}

/** Whom of these a trigger lets in; `onHeard` for each that it means. */
async function judged(
  { drawing, recall, turnAway, breathe }: Ground,
  { id, starts, settings }: Stop,
  page: PastOccasion[],
  onHeard: () => void,
): Promise<PastOccasion[]> {
  const restarts = starts?.restarts?.(settings) ?? false
  const meant = page.filter((occasion) => {
    // Done again before the time was over: the later one counts.
    if (restarts && occasion.again) return false
    if (occasion.event && starts?.matches && !starts.matches(settings, occasion.event)) return false
    onHeard()
    // What a browser said may be made up: nobody earns anything by it.
    if (!drawing.gives || !occasion.event || occasion.event.trusted) return true
    turnAway(id, "untrusted", occasion.due)
    return false
  })
  const rule = starts?.conditions?.(settings) ?? null
  if (!rule) return meant
  const asked = { rules: [rule], fields: [] }
  const let_in: PastOccasion[] = []
  for (let first = 0; first < meant.length; first += TOGETHER) {
    const some = meant.slice(first, first + TOGETHER)
    const histories = await recall.read([...new Set(some.map(({ pid }) => pid))], asked)
    for (const occasion of some) {
      const pause = breathe()
      if (pause !== null) await pause
      const history = histories.get(occasion.pid)
      const [now, since] = [new Date(occasion.due), new Date(occasion.since)]
      const then = history && recall.asOf(history, now, { entered: since, previous_node: since })
      if (then && recall.matches(rule, then, now)) let_in.push(occasion)
      else turnAway(id, "conditions", occasion.due)
    }
  }
  return let_in
}
