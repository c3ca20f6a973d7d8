import type { ProfileChange } from "../../../core/profile/change"
import type { FindPerson } from "../benefits/find-person"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { WriteProfile } from "./write-profile"

type Parts = { database: Database; clock: Clock; findPerson: FindPerson; writeProfile: WriteProfile }

/** What staff says of a customer. Throws Missing for an unknown customer, and Refused. */
export const changeProfile =
  ({ database, clock, findPerson, writeProfile }: Parts) =>
  async (given: { customer_id: string; change: ProfileChange; actor: string }): Promise<void> => {
    const pid = await findPerson(given.customer_id)
    const now = await clock.now()
    await database.transaction((tx) => writeProfile(tx, { pid, ...given }, now))
  }
