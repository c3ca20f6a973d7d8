import { lastTurn, PER_MS } from "../../../extension/turn"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { ReadDrawing } from "./drawing"
import { readQueue } from "./store/turns"

export type Turns = { waiting: number; last_at: Date | null }

/** Of each node of a version where people pass in turn: how many wait, and when about the last of them passes; null when nobody waits. */
export const readTurns =
  ({ database, clock, readDrawing }: { database: Database; clock: Clock; readDrawing: ReadDrawing }) =>
  async (plan_no: number, version: number | null): Promise<Map<string, Turns>> => {
    if (version === null) return new Map()
    const now = await clock.now()
    const turns = new Map<string, Turns>()
    for (const { id, pace } of (await readDrawing(plan_no, version)).stops.values()) {
      if (!pace) continue
      const since = new Date(now.getTime() - PER_MS[pace.per])
      const queue = await readQueue(database, { plan_no, node: id, since })
      turns.set(id, { waiting: queue.waiting, last_at: lastTurn(queue, pace, now) })
    }
    return turns
  }

export type ReadTurns = ReturnType<typeof readTurns>
