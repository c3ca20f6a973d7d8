import type { Sql } from "../database"
import type { Drawing } from "./drawing"
import { insideOf, stepsOf } from "./store/enter-people"

import { lockStepsOf, pokeSteps } from "./store/wakes"

type Called = { plan_no: number; drawing: Drawing; event: string; pids: number[] }

/**
 * Something happened to these people that somebody in the plan waits for: those who rest at a node that listens look around
 * now, in the caller's transaction. Where a goal listens, everybody does.
 */
export const wakePeople =
  () =>
  async (tx: Sql, { plan_no, drawing, event, pids }: Called, now: Date): Promise<void> => {
    const { stops, watches } = drawing
    const nodes = watches.some((watch) => watch.events.includes(event))
      ? null
      : [...stops.values()].filter((stop) => stop.listens.includes(event)).map((stop) => stop.id)
    const inside = await insideOf(tx, plan_no, pids)
    if (inside.length === 0) return
    // First waits for the worker that is committing them; the next statement then sees where they stand.
    await lockStepsOf(tx, inside)
    const steps = await stepsOf(tx, plan_no, pids, nodes)
    if (steps.length > 0) await pokeSteps(tx, steps, now)
  }

export type WakePeople = ReturnType<typeof wakePeople>
