import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MailReader, ReadMailToken } from "./read-mail-token"
import type { WriteConsents } from "./write-consents"

/** Says no to marketing in this channel for whoever got the mail. Again is harmless. Null: no such token. */
export const unsubscribe =
  ({
    database,
    clock,
    readMailToken,
    writeConsents,
  }: {
    database: Database
    clock: Clock
    readMailToken: ReadMailToken
    writeConsents: WriteConsents
  }) =>
  async ({ token, how }: { token: string; how: "one-click" | "page" }): Promise<MailReader | null> => {
    const reader = await readMailToken("unsubscribe", token)
    if (!reader) return null
    const { pid, channel, id } = reader.send
    const at = await clock.now()
    const proof = { how, send: id }
    await database.transaction((tx) =>
      writeConsents(tx, [{ pid, channel, topic: "marketing", state: "no", at, proof }]),
    )
    return reader
  }
