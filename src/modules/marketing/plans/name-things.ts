import type { Database } from "../database"
import { type NamedThing, thingNames } from "./store/things"

/** Names of segments, plans and templates that a canvas points at, with whether they are still there. */
export const nameThings =
  ({ database }: { database: Database }) =>
  async (wanted: { thing: string; id: string }[]): Promise<NamedThing[]> =>
    wanted.length === 0 ? [] : thingNames(database, wanted)
