import type { Clock } from "../clock"
import type { Database } from "../database"
import type { ClaimedSend } from "./claim-sends"
import { receiptOf } from "./retry"
import { holdText, readHeldTexts, TEXT_FAILS } from "./store/held-texts"
import type { Receipt } from "./store/receipts"
import { cardKey, createTextWatch } from "./text-watch"

/**
 * What becomes of messages whose text could not be made. For one person it is that person's failure; a text that fails for nearly
 * everybody is held as a whole, until somebody mends it or lets it go on: nobody is burned for it.
 */
export const holdTexts = ({ database, clock }: { database: Database; clock: Clock }) => {
  const watch = createTextWatch()
  return async (made: ClaimedSend[], unmade: ClaimedSend[]): Promise<Receipt[]> => {
    const failing = watch.count(made, unmade)
    if (unmade.length === 0) return []
    const now = await clock.now()
    const held = await database.transaction(async (tx) => {
      for (const card of failing) await holdText(tx, card, now)
      const planNos = unmade.map((send) => send.plan_no)
      return new Set((await readHeldTexts(tx, planNos, now)).map(cardKey))
    })
    return unmade.map((send) => {
      const receipt = receiptOf(send, { state: "failed", reason: "render_failed" }, now)
      return held.has(cardKey(send)) && send.expires_at
        ? { ...receipt, state: "queued", reason: TEXT_FAILS, run_at: send.expires_at }
        : receipt
    })
  }
}

export type HoldTexts = ReturnType<typeof holdTexts>
