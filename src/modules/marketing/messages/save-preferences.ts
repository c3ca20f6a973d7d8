import type { Clock } from "../clock"
import type { Database } from "../database"
import type { WakeAfterSends } from "../engine/wake-after-sends"
import type { MailReader } from "./read-mail-token"
import type { ReadPreferences } from "./read-preferences"
import type { WriteConsents } from "./write-consents"
import type { WriteRefusals } from "./write-refusals"

/** Writes what the person ticked; only what changed becomes a new answer, a no for everybody with the address. */
export const savePreferences =
  ({
    database,
    clock,
    readPreferences,
    writeConsents,
    writeRefusals,
    wakeAfterSends,
  }: {
    database: Database
    clock: Clock
    readPreferences: ReadPreferences
    writeConsents: WriteConsents
    writeRefusals: WriteRefusals
    wakeAfterSends: WakeAfterSends
  }) =>
  async ({ token, agreed }: { token: string; agreed: string[] }): Promise<MailReader | null> => {
    const read = await readPreferences(token)
    if (!read || read.test) return read
    const at = await clock.now()
    const changed = read.preferences.filter((one) => one.agreed !== agreed.includes(one.channel.id))
    const channelsOf = (before: boolean) =>
      changed.filter((one) => one.agreed === before).map((one) => one.channel.id)
    const proof = { how: "preferences", send: read.send.id }
    const stopped = await database.transaction(async (tx) => {
      const refused = await writeRefusals(tx, read.send, channelsOf(true), { at, proof })
      const { pid } = read.send
      await writeConsents(
        tx,
        channelsOf(false).map((channel) => ({ pid, channel, topic: "marketing", state: "yes", at, proof })),
      )
      return refused
    })
    await wakeAfterSends(stopped)
    return read
  }
