import type { Sql } from "../../database"

export type Template = {
  id: string
  channel: string
  name: string
  content: Record<string, unknown>
  created_by: string | null
  created_at: Date
  updated_at: Date
}

const COLUMNS = "id, channel, name, content, created_by, created_at, updated_at"

export async function readTemplateContents(
  sql: Sql,
  ids: string[],
): Promise<Map<string, Record<string, unknown>>> {
  if (ids.length === 0) return new Map()
  const found = await sql.rows<Template>(
    "select id, content from marketing_template where id = any($1) and deleted_at is null",
    [[...new Set(ids)]],
  )
  return new Map(found.map((template) => [template.id, template.content]))
}

export const findTemplate = (sql: Sql, id: string) =>
  sql.one<Template>(`select ${COLUMNS} from marketing_template where id = $1 and deleted_at is null`, [id])

export const findTemplates = (sql: Sql, ids: string[]) =>
  sql.rows<Template>(
    `select ${COLUMNS} from marketing_template where id = any($1) and deleted_at is null order by no`,
    [ids],
  )

export const insertTemplate = (
  sql: Sql,
  template: {
    id: string
    channel: string
    name: string
    content: Record<string, unknown>
    created_by: string | null
  },
  now: Date,
) =>
  sql.one<Template>(
    `insert into marketing_template (id, channel, name, content, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $6) returning ${COLUMNS}`,
    [
      template.id,
      template.channel,
      template.name,
      JSON.stringify(template.content),
      template.created_by,
      now,
    ],
  )

export const updateTemplate = (
  sql: Sql,
  template: { id: string; name: string; content: Record<string, unknown> },
  now: Date,
) =>
  sql.one<Template>(
    `update marketing_template set name = $2, content = $3, updated_at = $4
      where id = $1 and deleted_at is null returning ${COLUMNS}`,
    [template.id, template.name, JSON.stringify(template.content), now],
  )

export const removeTemplate = (sql: Sql, id: string, now: Date) =>
  sql.run("update marketing_template set deleted_at = $2 where id = $1 and deleted_at is null", [id, now])

export const selectTemplates = (
  sql: Sql,
  { q, channel, offset, limit }: { q?: string; channel?: string; offset: number; limit: number },
) =>
  sql.rows<Template & { count: number }>(
    `select ${COLUMNS}, count(*) over ()::int as count from marketing_template
      where deleted_at is null
        and ($1::text is null or position(lower($1) in lower(name)) > 0)
        and ($2::text is null or channel = $2)
      order by updated_at desc, no desc offset $3 limit $4`,
    [q ?? null, channel ?? null, offset, limit],
  )
