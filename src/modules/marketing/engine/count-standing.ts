import type { Database } from "../database"
import { standingBy } from "./store/moving"

/** How many people of a version stand at each card now, and how many of them are parked. */
export const countStanding =
  ({ database }: { database: Database }) =>
  async (of: {
    plan_no: number
    version: number
  }): Promise<Map<string, { people: number; parked: number }>> =>
    new Map((await standingBy(database, of)).map(({ node, people, parked }) => [node, { people, parked }]))

export type CountStanding = ReturnType<typeof countStanding>
