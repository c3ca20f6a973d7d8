import type { ChannelDefinition } from "../../../extension/channel"
import type { Registry } from "../../../extension/registry"
import type { Database } from "../database"
import type { MailReader, ReadMailToken } from "./read-mail-token"
import { selectConsents } from "./store/consents"

export type Preference = { channel: ChannelDefinition; agreed: boolean }

/** What the person behind a token agreed to, channel by channel. */
export const readPreferences =
  ({
    database,
    registry,
    readMailToken,
  }: {
    database: Database
    registry: Registry
    readMailToken: ReadMailToken
  }) =>
  async (token: string): Promise<(MailReader & { preferences: Preference[] }) | null> => {
    const reader = await readMailToken("preferences", token)
    if (!reader) return null
    const answers = new Map(
      (await selectConsents(database, reader.send.pid))
        .filter((consent) => consent.topic === "marketing")
        .map((consent) => [consent.channel, consent.state]),
    )
    const preferences = [...registry.channels.values()]
      .filter((channel) => channel.consent !== "none")
      .map((channel) => {
        const answer = answers.get(channel.id)
        return { channel, agreed: channel.consent === "opt_in" ? answer === "yes" : answer !== "no" }
      })
    return { ...reader, preferences }
  }

export type ReadPreferences = ReturnType<typeof readPreferences>
