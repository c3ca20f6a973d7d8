import { looksLikeScanner } from "../../../core/message/scanner"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { secretsOf } from "./link-ground"
import { findSendByToken, markOpened } from "./store/mail"
import { readToken } from "./tokens"

/** The open pixel was loaded. Forged tokens and machines change nothing; nobody is told which it was. */
export const recordOpen =
  ({ database, clock, options }: { database: Database; clock: Clock; options: MarketingOptions }) =>
  async (open: { token: string; user_agent?: string }): Promise<void> => {
    const name = readToken(secretsOf(options), "open", open.token)
    if (!name || looksLikeScanner(open.user_agent)) return
    const send = await findSendByToken(database, name)
    if (send && send.topic !== "test") await markOpened(database, send.id, await clock.now())
  }
