import type { Sql } from "../database"
import { writeDue } from "./store/due"

/** The store said that something about these products changed: they are looked at next, instead of with the next whole look. */
export const noteProductsDue =
  () =>
  (tx: Sql, productIds: string[]): Promise<number> =>
    writeDue(tx, productIds)

export type NoteProductsDue = ReturnType<typeof noteProductsDue>
