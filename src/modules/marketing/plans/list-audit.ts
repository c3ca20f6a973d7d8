import { countedPage } from "../counted-page"
import type { Database } from "../database"
import { type AuditEntry, readAudit } from "./store/audit"

/** Who did what, newest first. */
export const listAudit =
  ({ database }: { database: Database }) =>
  async (query: {
    entity?: string
    entity_id?: string
    actor?: string
    offset: number
    limit: number
  }): Promise<{ entries: (AuditEntry & { id: number })[]; count: number }> => {
    const { entity = null, entity_id = null, actor = null, offset, limit } = query
    const { rows, first } = await countedPage({ offset, limit }, (page) =>
      readAudit(database, { entity, entity_id, actor }, page),
    )
    return { entries: rows.map(({ total: _, ...entry }) => entry), count: first?.total ?? 0 }
  }
