import type { Thing } from "../../../../core/canvas/check"
import type { Sql } from "../../database"

/** Of the things that settings point at, those that are there, as "<thing> <id>". */
export async function findThings(sql: Sql, wanted: { thing: Thing; id: string }[]): Promise<Set<string>> {
  if (wanted.length === 0) return new Set()
  const there = await sql.rows<{ key: string }>(
    `with wanted as (select * from jsonb_to_recordset($1) as w(thing text, id text))
     select w.thing || ' ' || w.id as key from wanted w
      where case w.thing
        when 'segment' then exists (
          select 1 from marketing_segment s where s.id = w.id and s.deleted_at is null and s.state <> 'archived')
        when 'coupon_template' then exists (
          select 1 from marketing_coupon_template t where t.id = w.id and t.deleted_at is null and t.state = 'active')
        when 'message_template' then exists (
          select 1 from marketing_template t where t.id = w.id and t.deleted_at is null)
        end`,
    [JSON.stringify(wanted)],
  )
  return new Set(there.map((row) => row.key))
}
