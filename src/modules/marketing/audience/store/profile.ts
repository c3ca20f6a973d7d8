import type { RelatedPerson } from "../../../../core/profile/relation"
import type { Sql } from "../../database"

/** The person's row, locked until the transaction ends. */
export const lockProfile = async (tx: Sql, pid: number): Promise<Record<string, unknown>> =>
  (await tx.one<Record<string, unknown>>("select * from marketing_profile where pid = $1 for no key update", [
    pid,
  ]))!

/**
 * `values`: columns of marketing_profile that the program named, never names from outside. What is noted as `edited` (columns,
 * "attributes.<key>", "relations") neither the customer row nor a storefront's identify wins back.
 */
export const updateProfile = (
  tx: Sql,
  pid: number,
  { values, edited }: { values: Record<string, unknown>; edited: string[] },
  now: Date,
) =>
  tx.run(
    `update marketing_profile p set ${Object.keys(values)
      .map((column) => `${column} = d.${column}, `)
      .join("")}edited = array(select unnest(p.edited) union select unnest($4::text[])), updated_at = $3
       from jsonb_populate_record(null::marketing_profile, $2) d where p.pid = $1`,
    [pid, JSON.stringify(values), now, edited],
  )

export const readRelations = (sql: Sql, pid: number): Promise<RelatedPerson[]> =>
  sql.rows("select relation, name, birthday from marketing_relation where pid = $1 order by no", [pid])

export async function replaceRelations(tx: Sql, pid: number, relations: RelatedPerson[]): Promise<void> {
  await tx.run("delete from marketing_relation where pid = $1", [pid])
  await tx.run(
    `insert into marketing_relation (pid, no, relation, name, birthday)
     select $1, no, one ->> 'relation', one ->> 'name', (one ->> 'birthday')::date
       from jsonb_array_elements($2) with ordinality as x(one, no)`,
    [pid, JSON.stringify(relations)],
  )
}
