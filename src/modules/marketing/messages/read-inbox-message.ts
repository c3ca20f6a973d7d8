import { Missing } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { type InboxMessage, markInboxRead } from "./store/inbox"

/** Marks a shopper's own message as read. Somebody else's does not exist for them: throws Missing (S8). */
export const readInboxMessage =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async ({ customer_id, id }: { customer_id: string; id: string }): Promise<InboxMessage> => {
    const number = /^\d{1,15}$/.test(id) ? Number(id) : 0
    const message = await markInboxRead(database, customer_id, number, await clock.now())
    if (!message) throw new Missing("message", id)
    return message
  }
