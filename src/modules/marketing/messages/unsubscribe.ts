import type { Clock } from "../clock"
import type { Database } from "../database"
import type { WakeAfterSends } from "../engine/wake-after-sends"
import type { MailReader, ReadMailToken } from "./read-mail-token"
import type { WriteRefusals } from "./write-refusals"

/** Says no to marketing in this channel for whoever got the mail, by address. Again is harmless. Null: no such token. */
export const unsubscribe =
  ({
    database,
    clock,
    readMailToken,
    writeRefusals,
    wakeAfterSends,
  }: {
    database: Database
    clock: Clock
    readMailToken: ReadMailToken
    writeRefusals: WriteRefusals
    wakeAfterSends: WakeAfterSends
  }) =>
  async ({ token, how }: { token: string; how: "one-click" | "page" }): Promise<MailReader | null> => {
    const reader = await readMailToken("unsubscribe", token)
    if (!reader || reader.test) return reader
    const { channel, id } = reader.send
    const at = await clock.now()
    const stopped = await database.transaction((tx) =>
      writeRefusals(tx, reader.send, [channel], { at, proof: { how, send: id } }),
    )
    await wakeAfterSends(stopped)
    return reader
  }
