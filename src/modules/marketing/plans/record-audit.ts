import type { Clock } from "../clock"
import type { Sql } from "../database"
import { type AuditEntry, appendAudit } from "./store/audit"

/** Writes down, in the caller's transaction, who did what. Entries are never changed or removed. */
export const recordAudit =
  ({ clock }: { clock: Clock }) =>
  async (
    tx: Sql,
    entry: Omit<AuditEntry, "at" | "detail"> & { detail?: Record<string, unknown> },
  ): Promise<void> => {
    await appendAudit(tx, { detail: {}, ...entry, at: await clock.now() })
  }

export type RecordAudit = ReturnType<typeof recordAudit>
