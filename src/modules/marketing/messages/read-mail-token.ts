import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { secretsOf } from "./link-ground"
import { findSendByToken, type MailSend } from "./store/mail"
import { readToken, type TokenPurpose } from "./tokens"

/** Whose mail the token is from, and how to speak to them. `test`: a merchant's own, whose links change nothing (G12). */
export type MailReader = { send: MailSend; chinese: boolean; test: boolean }

/** The person behind a token, which is the whole authority and bound to its purpose (S2). Null for every token that is not ours for it. */
export const readMailToken =
  ({ database, options }: { database: Database; options: MarketingOptions }) =>
  async (purpose: TokenPurpose, token: string): Promise<MailReader | null> => {
    const name = readToken(secretsOf(options), purpose, token)
    const send = name ? await findSendByToken(database, name) : undefined
    if (!send) return null
    return {
      send,
      chinese: send.language?.toLowerCase().startsWith("zh") ?? false,
      test: send.topic === "test",
    }
  }

export type ReadMailToken = ReturnType<typeof readMailToken>
