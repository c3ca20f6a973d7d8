import type { AttributeValue } from "../../../../core/profile/attribute-type"
import type { Sql } from "../../database"
import { list } from "../../row-table"

/** Columns of marketing_profile and attributes, to be set alike for many people; null forgets. */
export type ProfileValues = {
  columns: Record<string, AttributeValue | null>
  attributes: Record<string, AttributeValue | null>
  overwrite: boolean
}

/** The people's rows, locked in the order of their numbers until the transaction ends; who was deleted is not among them. */
export const lockProfiles = (tx: Sql, pids: number[]): Promise<{ pid: number; rep: string | null }[]> =>
  tx.rows(
    `select pid, rep from marketing_profile where pid = any($1::int[]) and deleted_at is null
      order by pid for no key update`,
    [list(pids)],
  )

/**
 * Sets them for these locked people. What was set counts as edited here: neither the customer row nor a storefront's
 * identify wins it back. Names of columns come from the program, never from outside.
 */
export async function setValues(
  tx: Sql,
  pids: number[],
  { columns, attributes, overwrite }: ProfileValues,
  now: Date,
): Promise<void> {
  const names = Object.keys(columns)
  const set = names.map((name) => `${name} = ${overwrite ? `d.${name}` : `coalesce(p.${name}, d.${name})`}, `)
  const isOpen = [
    "$5",
    "(n like 'attributes.%' and not p.attributes ? substr(n, 12))",
    ...names.map((name) => `(n = '${name}' and p.${name} is null)`),
  ]
  await tx.run(
    `update marketing_profile p
        set ${set.join("")}
            attributes = jsonb_strip_nulls(case when $5 then p.attributes || $6::jsonb else $6::jsonb || p.attributes end),
            edited = array(select unnest(p.edited) union select n from unnest($4::text[]) n where ${isOpen.join(" or ")}),
            updated_at = $3
       from jsonb_populate_record(null::marketing_profile, $2) d where p.pid = any($1::int[])`,
    [
      list(pids),
      JSON.stringify(columns),
      now,
      [...names, ...Object.keys(attributes).map((key) => `attributes.${key}`)],
      overwrite,
      JSON.stringify(attributes),
    ],
  )
}
