import type { Intent } from "../../../core/lifecycle/lead-score"
import type { RfmCuts } from "../../../core/lifecycle/rfm"
import type { Stage } from "../../../core/lifecycle/stage"
import type { Database } from "../database"
import { readCuts } from "./store/settings"

export type LifecycleFigures = {
  /** How many customers are in each now; those of nobody are left out. */
  stages: Partial<Record<Stage, number>>
  intents: Partial<Record<Intent, number>>
  rfm: RfmCuts | null
  /** When everybody was computed last; null before the first time and while a round is under way. */
  computed_at: Date | null
}

/** How the store's customers are spread over stages and intents at this moment. */
export const readLifecycleFigures =
  ({ database }: { database: Database }) =>
  async (): Promise<LifecycleFigures> => {
    const spread = await database.rows<{ stage: Stage; intent: Intent; people: number }>(
      `select s.stage, s.intent, count(*) as people
         from marketing_score s join marketing_profile p on p.pid = s.pid
        where p.deleted_at is null group by 1, 2`,
    )
    const round = await database.one<{ at: Date }>(
      "select at from marketing_cursor where name = 'scores' and (detail ->> 'finished')::boolean",
    )
    const sumBy = <K extends "stage" | "intent">(key: K) => {
      const sums: Partial<Record<Stage | Intent, number>> = {}
      for (const row of spread) sums[row[key]] = (sums[row[key]] ?? 0) + row.people
      return sums
    }
    return {
      stages: sumBy("stage"),
      intents: sumBy("intent"),
      rfm: await readCuts(database),
      computed_at: round?.at ?? null,
    }
  }
