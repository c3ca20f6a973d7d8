import type { Sql } from "../../database"

/** One person's change; each person once. `overwrite`: their other tags of the same groups go, of no group those of no group. */
export type TagChange = { pid: number; add: string[]; remove: string[]; overwrite: boolean }

/**
 * Changes tags. Of a group that allows one tag a person, the last one added stays and drives the others out. Doing it twice
 * changes nothing.
 */
export async function applyTags(tx: Sql, changes: TagChange[], now: Date): Promise<void> {
  const locked = tx.run(
    "select 1 from marketing_profile where pid = any($1::int[]) order by pid for no key update",
    [changes.map((change) => change.pid)],
  )
  const changed = tx.run(
    `with change as materialized (
       select pid, add, remove, overwrite
         from jsonb_to_recordset($1) as c(pid int, add text[], remove text[], overwrite boolean)),
     added as materialized (
       select distinct on (c.pid, coalesce('group ' || single.no, 'tag ' || a.tag))
              c.pid, a.tag, t.group_no, single.no is not null or c.overwrite as alone
         from change c cross join unnest(c.add) with ordinality as a(tag, place)
         left join marketing_tag t on t.tag = a.tag
         left join marketing_tag_group single on single.no = t.group_no and single.single
        order by c.pid, coalesce('group ' || single.no, 'tag ' || a.tag), a.place desc),
     wanted as (
       select pid, tag from added
       union
       select c.pid, e.tag
         from change c join marketing_profile p on p.pid = c.pid cross join unnest(p.tags) as e(tag)
         left join marketing_tag t on t.tag = e.tag
        where e.tag <> all(c.remove) and not exists (
          select 1 from added a
           where a.pid = c.pid and a.alone and a.tag <> e.tag and a.group_no is not distinct from t.group_no)),
     whole as (
       select c.pid, coalesce(array_agg(w.tag order by w.tag) filter (where w.tag is not null), '{}') as tags
         from change c left join wanted w on w.pid = c.pid group by c.pid)
     update marketing_profile p set tags = whole.tags, updated_at = $2
       from whole where whole.pid = p.pid and p.tags is distinct from whole.tags`,
    [JSON.stringify(changes), now],
  )
  await Promise.all([locked, changed])
}
