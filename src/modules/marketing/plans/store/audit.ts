import type { Sql } from "../../database"

export type AuditEntry = {
  at: Date
  actor: string | null
  entity: string
  entity_id: string
  action: string
  detail: Record<string, unknown>
}

export const appendAudit = (tx: Sql, entry: AuditEntry): Promise<number> =>
  tx.run(
    "insert into marketing_audit (at, actor, entity, entity_id, action, detail) values ($1, $2, $3, $4, $5, $6)",
    [entry.at, entry.actor, entry.entity, entry.entity_id, entry.action, JSON.stringify(entry.detail)],
  )

export const readAudit = (
  sql: Sql,
  where: { entity: string | null; entity_id: string | null; actor: string | null },
  page: { offset: number; limit: number },
): Promise<(AuditEntry & { id: number; total: number })[]> =>
  sql.rows(
    `select id, at, actor, entity, entity_id, action, detail, count(*) over () as total from marketing_audit
      where ($1::text is null or entity = $1) and ($2::text is null or entity_id = $2) and ($3::text is null or actor = $3)
      order by at desc, id desc offset $4 limit $5`,
    [where.entity, where.entity_id, where.actor, page.offset, page.limit],
  )
