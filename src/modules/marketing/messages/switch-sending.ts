import type { Clock } from "../clock"
import type { Database } from "../database"
import type { RecordAudit } from "../plans/record-audit"
import { ownSending } from "./store/claim"
import { readSwitch, type Switch, writeSwitch } from "./store/switch"

/** Whether messages are being sent at all. */
export const readSending =
  ({ database }: { database: Database }) =>
  (): Promise<Switch> =>
    readSwitch(database)

/**
 * Stops all sending of all plans at once, or lets it go on: once this has answered, no message begins its way before it is
 * `on` again (G11). What is on its way arrives; what waits stays queued and may grow too old. Tests that staff send go out.
 */
export const switchSending =
  ({ database, clock, recordAudit }: { database: Database; clock: Clock; recordAudit: RecordAudit }) =>
  async ({ to, actor }: { to: Switch["sending"]; actor: string }): Promise<Switch> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      await ownSending(tx)
      const { sending: from } = await readSwitch(tx)
      if (from !== to) {
        await writeSwitch(tx, to, actor, now)
        await recordAudit(
          tx,
          { actor, entity: "sending", entity_id: "all", action: to, detail: { from } },
          now,
        )
      }
      return readSwitch(tx)
    })
  }
