import type { Sql } from "../database"
import { lockStepsOf, pokeSteps, type StepName } from "./store/wakes"

/**
 * Makes resting people look around now, in the caller's transaction: something they may wait for has happened. Who is
 * walking at this moment walks again, for the worker that holds her may have looked before it happened.
 */
export const wakeSteps =
  () =>
  async (tx: Sql, steps: StepName[], now: Date): Promise<void> => {
    if (steps.length === 0) return
    // First waits for the worker that is committing them; the next statement then sees where they stand.
    await lockStepsOf(
      tx,
      steps.map((step) => step.enrollment_id),
    )
    await pokeSteps(tx, steps, now)
  }

export type WakeSteps = ReturnType<typeof wakeSteps>
