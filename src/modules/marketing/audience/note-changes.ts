import type { Told } from "../../../core/rules/timing"
import type { Sql } from "../database"
import { appendChange, MOST_FOLLOWED } from "./store/due"

export type NoteChanges = ReturnType<typeof noteChanges>

/**
 * Notes, in the caller's transaction, that something changed about these people that rules may look at; `"anybody"`: one
 * cannot say about whom. Segments follow within seconds of its end. Coupons, points and what plans do are noted by
 * their tables themselves.
 */
export const noteChanges =
  () =>
  async (tx: Sql, pids: number[] | "anybody", about: Told = "facts"): Promise<void> => {
    const people = pids === "anybody" ? null : [...new Set(pids)]
    if (people?.length === 0) return
    await appendChange(tx, { about, pids: people && people.length <= MOST_FOLLOWED ? people : null })
  }
