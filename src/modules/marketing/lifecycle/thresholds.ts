import { checkLifecycle } from "../../../core/lifecycle/problems"
import type { LifecycleChange, LifecycleSettings } from "../../../core/lifecycle/settings"
import { errorsIn, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { RecordAudit } from "../plans/record-audit"
import { forgetRound, waitForScores } from "./store/round"
import { readThresholds, writeThresholds } from "./store/settings"

export type Thresholds = LifecycleSettings & { changed_at: Date | null; changed_by: string | null }

/** What is set about stages, lead scores, intent and RFM, and who changed it last. */
export const readLifecycle =
  ({ database }: { database: Database }) =>
  async (): Promise<Thresholds> => {
    const { settings, ...changed } = await readThresholds(database)
    return { ...settings, ...changed }
  }

/**
 * Changes the parts that are given, each as a whole; everybody's scores are then computed anew. Throws Refused, with
 * paths below `lifecycle`, when thresholds contradict each other.
 */
export const saveLifecycle =
  ({ database, clock, recordAudit }: { database: Database; clock: Clock; recordAudit: RecordAudit }) =>
  async ({ change, actor }: { change: LifecycleChange; actor: string }): Promise<void> => {
    const now = await clock.now()
    await database.transaction(async (tx) => {
      // A page that is being computed by the old thresholds must not count for the new round.
      await waitForScores(tx)
      const { settings: before } = await readThresholds(tx)
      const settings = { ...before, ...given(change) }
      const problems = errorsIn(checkLifecycle(settings))
      if (problems.length > 0)
        throw new Refused(problems.map((problem) => ({ ...problem, path: `lifecycle.${problem.path}` })))
      await writeThresholds(tx, settings, now, actor)
      await forgetRound(tx)
      await recordAudit(
        tx,
        {
          actor,
          entity: "lifecycle",
          entity_id: "all",
          action: "changed",
          detail: { before, after: settings },
        },
        now,
      )
    })
    await database.notify("marketing_wake")
  }

const given = (change: LifecycleChange): LifecycleChange =>
  Object.fromEntries(Object.entries(change).filter(([, part]) => part !== undefined))
