import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MailReader } from "./read-mail-token"
import type { ReadPreferences } from "./read-preferences"
import type { WriteConsents } from "./write-consents"

/** Writes what the person ticked; only what changed becomes a new answer. */
export const savePreferences =
  ({
    database,
    clock,
    readPreferences,
    writeConsents,
  }: {
    database: Database
    clock: Clock
    readPreferences: ReadPreferences
    writeConsents: WriteConsents
  }) =>
  async ({ token, agreed }: { token: string; agreed: string[] }): Promise<MailReader | null> => {
    const read = await readPreferences(token)
    if (!read) return null
    const at = await clock.now()
    const changed = read.preferences.filter((one) => one.agreed !== agreed.includes(one.channel.id))
    await database.transaction((tx) =>
      writeConsents(
        tx,
        changed.map(({ channel, agreed: before }) => ({
          pid: read.send.pid,
          channel: channel.id,
          topic: "marketing",
          state: before ? ("no" as const) : ("yes" as const),
          at,
          proof: { how: "preferences", send: read.send.id },
        })),
      ),
    )
    return read
  }
