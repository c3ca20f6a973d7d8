import type { Database } from "../database"
import { forgetLeftVersions, forgetListeners } from "./store/listeners"
import { forgetParked } from "./store/occasions"

/** Plans that are over no longer listen, nor do versions that everybody has left; what they heard and did not deal with lets nobody in. */
export const stopListening =
  ({ database }: { database: Database }) =>
  async (): Promise<boolean> => {
    await forgetListeners(database)
    await forgetLeftVersions(database)
    await forgetParked(database)
    return false
  }
