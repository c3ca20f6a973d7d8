import { type Pace, PER_MS } from "../../../extension/turn"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { HoldRunning } from "../plans/hold-running"
import type { FailPoint, Ports } from "../ports"
import { wakeOnCommit } from "../wakeups"
import type { ReadDrawing } from "./drawing"
import {
  countTurns,
  forgetTurns,
  giveTurns as giveThem,
  ownTurns,
  type Queue,
  queuesWaiting,
} from "./store/turns"

/** In one transaction; a limit of a million a minute takes several. */
const BATCH = 5_000

type Parts = {
  database: Database
  clock: Clock
  ports: Ports
  failPoint: FailPoint
  readDrawing: ReadDrawing
  holdRunning: HoldRunning
}

/**
 * Gives people who wait at a rate limit their turn, in the order in which they came: in no span of the set length more pass than may, however
 * many workers give. What counts is when people pass, and a turn that is not used yet is as good as used, so that none are saved up. Only while the
 * plan runs. A queue that fails is told to the log and stops no other. Answers true when more could have a turn now.
 */
export const giveTurns = (parts: Parts) => async (): Promise<boolean> => {
  let more = false
  for (const queue of await queuesWaiting(parts.database))
    try {
      more = (await giveOut(parts, queue)) || more
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      parts.ports.log(`no turns given at ${queue.node} of plan ${queue.plan_no}: ${message}`)
    }
  return more
}

async function giveOut(parts: Parts, queue: Queue): Promise<boolean> {
  const { database, clock, failPoint, holdRunning } = parts
  const pace = await paceOf(parts, queue)
  if (!pace) return false
  const now = await clock.now()
  return database.transaction(async (tx) => {
    if (!(await ownTurns(tx, queue)) || !(await holdRunning(tx, queue.plan_no))) return false
    await forgetTurns(tx, queue, now)
    const free = pace.people - (await countTurns(tx, queue, new Date(now.getTime() - PER_MS[pace.per])))
    if (free <= 0) return false
    const given = await giveThem(tx, queue, Math.min(free, BATCH), now)
    await failPoint("engine.turnsGiven")
    if (given > 0) wakeOnCommit(tx)
    return given === BATCH && free > given
  })
}

/** Of the version that runs; of who came first where that has no such rate limit any more. */
async function paceOf(
  { readDrawing }: Parts,
  { plan_no, node, published, version }: Queue,
): Promise<Pace | undefined> {
  const pace = (await readDrawing(plan_no, published)).stops.get(node)?.pace
  return pace ?? (await readDrawing(plan_no, version)).stops.get(node)?.pace
}
