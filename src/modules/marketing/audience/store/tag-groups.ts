import type { Sql } from "../../database"

export type TagGroup = { id: string; name: string; single: boolean; tags: string[] }

const GROUPS = `select g.id, g.name, g.single, array(select tag from marketing_tag t where t.group_no = g.no order by place) as tags
  from marketing_tag_group g`

export const listGroups = (sql: Sql): Promise<TagGroup[]> =>
  sql.rows<TagGroup>(`${GROUPS} order by lower(g.name), g.no`)

export const findGroup = (sql: Sql, id: string): Promise<TagGroup | undefined> =>
  sql.one<TagGroup>(`${GROUPS} where g.id = $1`, [id])

/** Of these tags, those that another group has. */
export const takenTags = (sql: Sql, id: string, tags: string[]): Promise<{ tag: string; group: string }[]> =>
  sql.rows(
    `select t.tag, g.name as "group" from marketing_tag t join marketing_tag_group g on g.no = t.group_no
      where t.tag = any($2::text[]) and g.id <> $1 order by t.tag`,
    [id, tags],
  )

export async function writeGroup(tx: Sql, { id, name, single, tags }: TagGroup, now: Date): Promise<void> {
  const group = await tx.one<{ no: number }>(
    `insert into marketing_tag_group (id, name, single, created_at) values ($1, $2, $3, $4)
     on conflict (id) do update set name = excluded.name, single = excluded.single returning no`,
    [id, name, single, now],
  )
  await tx.run("delete from marketing_tag where group_no = $1", [group!.no])
  await tx.run(
    `insert into marketing_tag (tag, group_no, place)
     select tag, $1, place from unnest($2::text[]) with ordinality as t(tag, place)`,
    [group!.no, tags],
  )
}

export const deleteGroup = async (tx: Sql, id: string): Promise<boolean> =>
  (await tx.run("delete from marketing_tag_group where id = $1", [id])) === 1

/** The groups that allow one tag a person, with those of `tags` that are in each. */
export const singleGroupsOf = (sql: Sql, tags: string[]): Promise<{ name: string; tags: string[] }[]> =>
  sql.rows(
    `select g.name, array_agg(t.tag order by t.tag) as tags
       from marketing_tag t join marketing_tag_group g on g.no = t.group_no
      where g.single and t.tag = any($1::text[]) group by g.no`,
    [tags],
  )
