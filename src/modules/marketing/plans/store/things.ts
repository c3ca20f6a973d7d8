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
        when 'list' then exists (
          select 1 from marketing_segment s where s.id = w.id and s.deleted_at is null and s.state <> 'archived' and s.type <> 'dynamic')
        when 'synced_list' then exists (
          select 1 from marketing_segment s where s.id = w.id and s.deleted_at is null and s.state <> 'archived' and s.type <> 'dynamic'
             and (exists (select 1 from marketing_group_sync g where g.segment_no = s.no and not g.ending)
               or exists (select 1 from marketing_webhook h where h.segment_no = s.no)))
        when 'any_coupon_template' then exists (
          select 1 from marketing_coupon_template t where t.id = w.id and t.deleted_at is null)
        when 'attribute' then exists (select 1 from marketing_attribute a where a.key = w.id)
        when 'coupon_template' then exists (
          select 1 from marketing_coupon_template t where t.id = w.id and t.deleted_at is null and t.state = 'active')
        when 'message_template' then exists (
          select 1 from marketing_template t where t.id = w.id and t.deleted_at is null)
        else exists (select 1 from marketing_attribute a where a.key = w.id and 'attribute:' || a.type = w.thing)
        end`,
    [JSON.stringify(wanted)],
  )
  return new Set(there.map((row) => row.key))
}

/**
 * Of these segments those that were deleted. The others stay as long as the transaction lasts: who deletes one waits, and
 * then finds what the transaction wrote.
 */
export async function deletedSegments(tx: Sql, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  await tx.run("select pg_advisory_xact_lock_shared(hashtext('marketing_segment'))")
  const gone = await tx.rows<{ name: string }>(
    "select name from marketing_segment where id = any($1::text[]) and deleted_at is not null order by no",
    [ids],
  )
  return gone.map(({ name }) => name)
}

export type NamedThing = { thing: string; id: string; name: string; deleted: boolean }

/** What these things are called, also those that are gone: an old canvas still says whom it was for. */
export const thingNames = (sql: Sql, wanted: { thing: string; id: string }[]): Promise<NamedThing[]> =>
  sql.rows<NamedThing>(
    `with wanted as (select distinct * from jsonb_to_recordset($1) as w(thing text, id text)),
     named as (
       select 'segment' as thing, id, name, deleted_at is not null as deleted from marketing_segment
       union all select 'plan', id, name, deleted_at is not null from marketing_plan
       union all select 'coupon_template', id, name, deleted_at is not null from marketing_coupon_template
       union all select 'message_template', id, name, deleted_at is not null from marketing_template)
     select n.thing, n.id, n.name, n.deleted from wanted w join named n on n.thing = w.thing and n.id = w.id
      order by n.thing, n.id`,
    [JSON.stringify(wanted)],
  )
