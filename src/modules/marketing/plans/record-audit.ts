import type { Sql } from "../database"
import { type AuditEntry, appendAudit } from "./store/audit"

/** Writes down, in the caller's transaction, who did what. Entries are never changed or removed. */
export const recordAudit =
  () =>
  async (
    tx: Sql,
    entry: Omit<AuditEntry, "at" | "detail"> & { detail?: Record<string, unknown> },
    now: Date,
  ): Promise<void> => {
    await appendAudit(tx, { detail: {}, ...entry, at: now })
  }

export type RecordAudit = ReturnType<typeof recordAudit>
