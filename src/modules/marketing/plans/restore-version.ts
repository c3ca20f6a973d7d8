import type { Clock } from "../clock"
import type { Database } from "../database"
import { mustFind } from "./list-versions"
import type { Plan } from "./plan"
import { putBack } from "./put-back"
import type { RecordAudit } from "./record-audit"

type Restoring = { plan_id: string; version: number; revision?: number; actor: string }

/** Makes the draft say what a published version says. Throws what putting back throws. */
export const restoreVersion =
  (parts: { database: Database; clock: Clock; recordAudit: RecordAudit }) =>
  ({ version, ...asked }: Restoring): Promise<Plan> =>
    putBack(parts, {
      ...asked,
      how: "version",
      origin: version,
      find: (tx, plan) => mustFind(tx, plan, version),
    })
