import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { secretsOf } from "./link-ground"
import { findSendByToken, type MailSend } from "./store/mail"
import { readToken, type TokenPurpose } from "./tokens"

/** Whose mail the token is from, and how to speak to them. Null for every token that is not ours for this purpose. */
export type MailReader = { send: MailSend; chinese: boolean }

/** The person behind a token; the token is the whole authority and is bound to its purpose (S2). */
export const readMailToken =
  ({ database, options }: { database: Database; options: MarketingOptions }) =>
  async (purpose: TokenPurpose, token: string): Promise<MailReader | null> => {
    const name = readToken(secretsOf(options), purpose, token)
    const send = name ? await findSendByToken(database, name) : undefined
    return send ? { send, chinese: send.language?.toLowerCase().startsWith("zh") ?? false } : null
  }

export type ReadMailToken = ReturnType<typeof readMailToken>
