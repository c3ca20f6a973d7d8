import type { Clock } from "../clock"
import type { Database } from "../database"
import { oneAtATime, WEBHOOK } from "./one-at-a-time"
import type { SendWebhook } from "./send-webhook"
import { dueWebhooks } from "./store/webhook"

type Parts = { database: Database; clock: Clock; sendWebhook: SendWebhook }

/** Tells one receiver what is due, if any that no other process is at. True: there may be more. */
export const sendNextWebhook =
  ({ database, clock, sendWebhook }: Parts) =>
  async (): Promise<boolean> => {
    for (const segment_no of await dueWebhooks(database, await clock.now())) {
      const key = { what: WEBHOOK, segment_no }
      if (await oneAtATime(database, key, () => sendWebhook({ segment_no }))) return true
    }
    return false
  }
