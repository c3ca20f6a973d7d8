import type { Database } from "./database"

/** What time it is. In a running store only the database's clock decides; tests hand in one they set. */
export type Clock = { now: () => Promise<Date> }

export const databaseClock = ({ database }: { database: Database }): Clock => ({
  now: async () => (await database.one<{ now: Date }>("select clock_timestamp() as now"))!.now,
})
