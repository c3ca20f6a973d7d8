import type { TagsMode } from "../../../core/import/columns"
import type { ImportedCustomer } from "../../../core/import/read-customer"
import type { MergeTags } from "../audience/merge-tags"
import type { Sql } from "../database"

export type ImportedPerson = ImportedCustomer & { pid: number }

const COLUMNS = [
  "gender",
  "birthday",
  "language",
  "country",
  "province",
  "city",
  "zone",
  "source",
  "tier",
  "growth_value",
  "home_store",
  "member_since",
  "membership_expires_at",
  "rep",
  "referrer",
] as const

/**
 * Adds what the file says to the people's profiles; what it does not say stays. The last line about a person wins. Names,
 * address, phone and company are the store's own and were filled in there (`makePeople`).
 */
export async function writeCustomers(
  tx: Sql,
  people: ImportedPerson[],
  { mergeTags, tags_mode = "keep" }: { mergeTags: MergeTags; tags_mode?: TagsMode },
  now: Date,
): Promise<void> {
  const last = [...new Map(people.map((person) => [person.pid, person])).values()]
  const rows = last.map((person) => ({
    pid: person.pid,
    became_customer_at: person.became_customer_at ?? null,
    attributes: person.attributes,
    ...person.columns,
  }))
  await tx.run("select 1 from marketing_profile where pid = any($1) order by pid for no key update", [
    rows.map((row) => row.pid),
  ])
  await tx.run(
    `update marketing_profile p set
        became_customer_at = least(p.became_customer_at, d.became_customer_at),
        ${COLUMNS.map((column) => `${column} = coalesce(d.${column}, p.${column})`).join(", ")},
        address_id = case when num_nonnulls(d.country, d.province, d.city) = 0 then p.address_id end,
        attributes = p.attributes || d.attributes,
        updated_at = $2
       from jsonb_populate_recordset(null::marketing_profile, $1) d
      where p.pid = d.pid`,
    [JSON.stringify(rows), now],
  )
  const overwrite = tags_mode === "overwrite"
  const tagged = last.filter(({ tags }) => tags.length > 0)
  await mergeTags(
    tx,
    tagged.map(({ pid, tags }) => ({ pid, add: tags, remove: [], overwrite })),
    now,
  )
  await writeRelations(
    tx,
    last.flatMap(({ pid, relations }) => relations.map((one) => ({ pid, ...one }))),
  )
}

/** Those that the file names, by its numbers; what it does not say of the same person stays. */
async function writeRelations(tx: Sql, relations: object[]): Promise<void> {
  if (relations.length === 0) return
  await tx.run(
    `insert into marketing_relation as r (pid, no, relation, name, birthday)
     select pid, no, relation, name, birthday from jsonb_populate_recordset(null::marketing_relation, $1) order by pid, no
     on conflict (pid, no) do update set
       relation = excluded.relation,
       name = case when r.relation = excluded.relation then coalesce(excluded.name, r.name) else excluded.name end,
       birthday = case when r.relation = excluded.relation then coalesce(excluded.birthday, r.birthday) else excluded.birthday end`,
    [JSON.stringify(relations)],
  )
}
