import { landingsOf } from "../../../core/canvas/moving"
import { isAllowed } from "../../../core/plan-state"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { ReadDrawing } from "../engine/drawing"
import type { IsLeft } from "../engine/is-left"
import type { Moved, MoveStanding } from "../engine/move-standing"
import type { EnsureMonths } from "../facts/ensure-months"
import type { FailPoint } from "../ports"
import { WAKE } from "../wakeups"
import { placesOf } from "./move-people"
import { countMoved, endMove, goingMoves, type MoveRow } from "./store/moves"
import { shareState } from "./store/plan-state"

/** People in one transaction. */
const BATCH = 2_000
const NOBODY: Moved = { moved: 0, left: 0, last: null }

/**
 * Carries out what was begun by `movePeople`: each batch is committed with its count, and whoever goes on after a crash finds the
 * rest where it stood. A move is done when nobody is in the old version and nobody comes in by it; it stops, and its people stay where
 * they are, when its plan is over or another version runs. One that fails does not keep the next from its turn. Answers true when it
 * moved somebody: call it again.
 */
export const carryMoves =
  ({
    database,
    clock,
    registry,
    failPoint,
    readDrawing,
    moveStanding,
    isLeft,
    ensureMonths,
  }: {
    database: Database
    clock: Clock
    registry: Registry
    failPoint: FailPoint
    readDrawing: ReadDrawing
    moveStanding: MoveStanding
    isLeft: IsLeft
    ensureMonths: EnsureMonths
  }) =>
  async ({ limit = BATCH } = {}): Promise<boolean> => {
    let any = false
    const failures: unknown[] = []
    for (const move of await goingMoves(database))
      try {
        any = (await take(move)) || any
      } catch (error) {
        failures.push(error)
      }
    if (any) await database.notify(WAKE)
    if (failures.length > 0) throw failures[0]
    return any

    /** One turn of a move; whether it moved somebody. */
    async function take(move: MoveRow): Promise<boolean> {
      if (!isMeant(move)) {
        await endMove(database, move.no, "stopped", await clock.now())
        return false
      }
      const moved = await carry(move)
      if (moved === 0 && (await isLeft({ plan_no: move.plan_no, version: move.from_version })))
        await endMove(database, move.no, "done", await clock.now())
      return moved > 0
    }

    /** One pass over everybody of the version. */
    async function carry({ no, plan_no, nodes, ...move }: MoveRow): Promise<number> {
      const [from, to] = [move.from_version, move.to_version]
      const old = await readDrawing(plan_no, from)
      const next = await readDrawing(plan_no, to)
      const { landings } = landingsOf(old.canvas, next.canvas, nodes, placesOf(registry))
      let [sum, last]: [number, number | null] = [0, 0]
      while (last !== null) {
        const after: number = last
        const now = await clock.now()
        // Who leaves a card behind is written to the log.
        await ensureMonths({ table: "step_log", from: now, to: now })
        const batch = await database.transaction(async (tx) => {
          await shareState(tx, plan_no)
          // A statement of its own: it sees what was published while we waited.
          const [still] = await goingMoves(tx, no)
          if (!still || !isMeant(still)) return NOBODY
          const done = await moveStanding(tx, { plan_no, from, to, old, next, landings, after, limit }, now)
          await countMoved(tx, no, done)
          await failPoint("move.beforeCommit")
          return done
        })
        await failPoint("move.afterCommit")
        sum += batch.moved + batch.left
        last = batch.last
      }
      return sum
    }
  }

export type CarryMoves = ReturnType<typeof carryMoves>

/** People are moved while their plan goes on, and only to the version that runs. */
const isMeant = ({ plan_state, plan_version, to_version }: MoveRow): boolean =>
  isAllowed(plan_state, "publish") && plan_version === to_version
