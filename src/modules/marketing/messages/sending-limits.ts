import {
  checkSendingLimits,
  type SendingLimits,
  type SendingLimitsChange,
} from "../../../core/message/sending-limits"
import { errorsIn, Refused } from "../../../core/problem"
import { staysInHouse } from "../../../extension/channel"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { RecordAudit } from "../plans/record-audit"
import { ownSending } from "./store/claim"
import { readLimits, writeLimits } from "./store/limits"

export type SendingLimitsNow = SendingLimits & { changed_at: Date | null; changed_by: string | null }

/** How much anybody may get from all plans together, when nothing is sent, and who changed that last. */
export const readSendingLimits =
  ({ database }: { database: Database }) =>
  async (): Promise<SendingLimitsNow> => {
    const { limits, ...changed } = await readLimits(database)
    return { ...limits, ...changed }
  }

export type ReadSendingLimits = ReturnType<typeof readSendingLimits>

/**
 * Share of all customers, in percent, who come into no plan of a category. A notice is about a person's own affairs: the
 * control group gets it, too.
 */
export const readStoreHoldOut =
  () =>
  async (sql: Sql): Promise<(category: string) => number> => {
    const { limits } = await readLimits(sql)
    return (category) => (category === "notice" ? 0 : limits.hold_out_percent)
  }

export type ReadStoreHoldOut = ReturnType<typeof readStoreHoldOut>

/**
 * Changes the parts that are given, each as a whole: once this has answered, every message is asked by the new limits.
 * Throws Refused, with paths below `limits`, when they mean nothing.
 */
export const saveSendingLimits =
  ({
    database,
    clock,
    registry,
    recordAudit,
  }: {
    database: Database
    clock: Clock
    registry: Registry
    recordAudit: RecordAudit
  }) =>
  async ({ change, actor }: { change: SendingLimitsChange; actor: string }): Promise<void> => {
    const now = await clock.now()
    const leaving = [...registry.channels.values()].filter((channel) => !staysInHouse(channel))
    await database.transaction(async (tx) => {
      await ownSending(tx)
      const { limits: before } = await readLimits(tx)
      const after = { ...before, ...given(change) }
      const problems = errorsIn(checkSendingLimits(after, new Set(leaving.map((channel) => channel.id))))
      if (problems.length > 0)
        throw new Refused(problems.map((problem) => ({ ...problem, path: `limits.${problem.path}` })))
      await writeLimits(tx, after, now, actor)
      await recordAudit(
        tx,
        { actor, entity: "sending_limits", entity_id: "all", action: "changed", detail: { before, after } },
        now,
      )
    })
  }

const given = (change: SendingLimitsChange): SendingLimitsChange =>
  Object.fromEntries(Object.entries(change).filter(([, part]) => part !== undefined))
