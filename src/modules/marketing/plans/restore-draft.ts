import type { Clock } from "../clock"
import type { Database } from "../database"
import { mustFindDraft } from "./list-drafts"
import type { Plan } from "./plan"
import { putBack } from "./put-back"
import type { RecordAudit } from "./record-audit"

type Restoring = { plan_id: string; no: number; revision?: number; actor: string }

/** Makes the draft say what it said earlier. Throws what putting back throws. */
export const restoreDraft =
  (parts: { database: Database; clock: Clock; recordAudit: RecordAudit }) =>
  ({ no, ...asked }: Restoring): Promise<Plan> =>
    putBack(parts, { ...asked, how: "draft", origin: no, find: (tx, plan) => mustFindDraft(tx, plan, no) })
