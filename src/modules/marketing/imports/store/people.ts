import type { Gains, Named, Person } from "../../../../core/import/register"
import type { Sql } from "../../database"

export type KnownPerson = Person & { customer_id: string }

/**
 * Everybody who carries one of these numbers, addresses or phones. Of several with one address the account stands before
 * the guest, then the older one.
 */
export async function selectPeople(sql: Sql, named: Named[]): Promise<KnownPerson[]> {
  const all = (field: "external_id" | "email" | "phone") => [...new Set(named.flatMap((n) => n[field] ?? []))]
  const rows = await sql.rows<Record<string, string | null> & { pid: number }>(
    `select pid, customer_id, external_id, lower(email) as email, phone, first_name, last_name, company
       from marketing_profile
      where deleted_at is null and pid in (
        select p.pid from unnest($1::text[]) as id join marketing_profile p on p.external_id = id
        union
        select p.pid from unnest($2::text[]) as address join marketing_profile p on lower(p.email) = address
        union
        select p.pid from unnest($3::text[]) as number join marketing_profile p on p.phone = number)
      order by has_account desc, pid`,
    [all("external_id"), all("email"), all("phone")],
  )
  return rows.map(({ pid, ...row }) => ({
    ...(Object.fromEntries(Object.entries(row).filter(([, value]) => value)) as { customer_id: string }),
    who: String(pid),
    made: true,
  }))
}

export const pidsOfCustomers = async (sql: Sql, ids: string[]): Promise<Map<string, number>> => {
  const rows = await sql.rows<{ customer_id: string; pid: number }>(
    "select customer_id, pid from marketing_profile where customer_id = any($1)",
    [ids],
  )
  return new Map(rows.map((row) => [row.customer_id, row.pid]))
}

/** The other system's numbers of people whom we knew by their address only. */
export const claimNumbers = (tx: Sql, claims: { pid: number; external_id: string }[], now: Date) =>
  claims.length === 0
    ? Promise.resolve(0)
    : tx.run(
        `with d as materialized (select * from jsonb_to_recordset($1) as d(pid int, external_id text)),
         held as (select p.pid from marketing_profile p join d using (pid) order by p.pid for no key update of p)
         update marketing_profile p set external_id = d.external_id, updated_at = $2
           from d join held using (pid) where p.pid = d.pid and p.external_id is null`,
        [JSON.stringify(claims), now],
      )

/** Marks whom we are about to make, so that a successor finds them if we die between the core and the read model. */
export const markMaking = (sql: Sql, externalIds: string[]) =>
  sql.run(
    "insert into marketing_import_making (external_id) select unnest($1::text[]) on conflict do nothing",
    [externalIds],
  )

export const selectMaking = async (sql: Sql): Promise<string[]> =>
  (await sql.rows<{ external_id: string }>("select external_id from marketing_import_making")).map(
    (row) => row.external_id,
  )

export const forgetMaking = (sql: Sql) => sql.run("delete from marketing_import_making")

/** What of a person's gains belongs into the store's own record. */
export const forTheStore = ({ external_id: _, ...gains }: Gains) => gains
