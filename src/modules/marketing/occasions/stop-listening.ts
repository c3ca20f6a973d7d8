import type { Database } from "../database"
import { forgetListeners } from "./store/listeners"

/** Plans that are over no longer listen; what they heard and did not deal with lets nobody in. */
export const stopListening =
  ({ database }: { database: Database }) =>
  async (): Promise<boolean> => {
    await forgetListeners(database)
    return false
  }
