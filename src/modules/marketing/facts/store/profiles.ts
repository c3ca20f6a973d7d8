import type { ProfileOfCustomer } from "../../../../ingest/customer-profile"
import type { Sql } from "../../database"

export type ProfileRow = ProfileOfCustomer & {
  customer_id: string
  phone: string | null
  first_name: string | null
  last_name: string | null
  company: string | null
  has_account: boolean
  country: string | null
  province: string | null
  city: string | null
  /** Which of the store's addresses tells the place. */
  address_id: string | null
  groups: string[]
  became_customer_at: Date
  deleted_at: Date | null
}

// What the store's customer row decides. A fact that only an import or a form of ours knows (`kept`) is not forgotten
// when the customer row does not say it, and what somebody edited here stays as they left it.
const told = [
  "email",
  "phone",
  "first_name",
  "last_name",
  "company",
  "has_account",
  "groups",
  "deleted_at",
  "became_customer_at",
]
const kept = ["external_id", "language", "zone", "gender", "birthday"]
// One place or none: the province of one address beside the city of another is nowhere. What an address told ends with it; what a
// file or a form said stays.
const place = ["country", "province", "city"]

const writtenColumns = [...told, ...kept, ...place, "address_id"]
const columns = ["customer_id", ...writtenColumns].join(", ")
const unlessEdited = (c: string, value: string) =>
  `case when '${c}' = any (p.edited) then p.${c} else ${value} end`
const hasPlace = `num_nonnulls(${place.map((c) => `d.${c}`).join(", ")}) > 0`
const fresh = [
  ...told.map((c) => (c === "became_customer_at" ? `least(p.${c}, d.${c})` : `d.${c}`)),
  ...kept.map((c) => unlessEdited(c, `coalesce(d.${c}, p.${c})`)),
  ...place.map((c) =>
    unlessEdited(c, `case when ${hasPlace} or p.address_id is not null then d.${c} else p.${c} end`),
  ),
  `case when ${hasPlace} then d.address_id end`,
]

/**
 * Writes profiles that are new or changed; an unchanged one is not touched. Rows must come once per customer. Answers who is
 * new, gone, or back.
 */
export async function upsertProfiles(tx: Sql, rows: ProfileRow[], now: Date): Promise<number[]> {
  // Everybody who locks several profiles does so by pid, so nobody waits crosswise.
  await tx.run("select 1 from marketing_profile where customer_id = any($1) order by pid for no key update", [
    rows.map((row) => row.customer_id),
  ])
  const written = await tx.rows<{ pid: number }>(
    `with data as materialized (select ${columns} from jsonb_populate_recordset(null::marketing_profile, $1)),
     changed as (
       update marketing_profile p
          set (${writtenColumns.join(", ")}, updated_at) = (${fresh.join(", ")}, $2)
         from data d
        where d.customer_id = p.customer_id
          and (${writtenColumns.map((c) => `p.${c}`).join(", ")}) is distinct from (${fresh.join(", ")})),
     made as (
       insert into marketing_profile (${columns}, updated_at)
       select ${columns}, $2 from data d
        where not exists (select 1 from marketing_profile p where p.customer_id = d.customer_id)
        order by customer_id
       on conflict (customer_id) do nothing returning pid)
     select pid from made
     union all
     select p.pid from data d join marketing_profile p using (customer_id)
      where (p.deleted_at is null) <> (d.deleted_at is null)`,
    [JSON.stringify(rows), now],
  )
  return written.map(({ pid }) => pid)
}

export const selectPids = async (sql: Sql, customerIds: string[]): Promise<Map<string, number>> => {
  const rows = await sql.rows<{ customer_id: string; pid: number }>(
    "select customer_id, pid from marketing_profile where customer_id = any($1)",
    [customerIds],
  )
  return new Map(rows.map((row) => [row.customer_id, row.pid]))
}

/** Customers that the store no longer has at all; answers who was there. */
export const markGone = async (tx: Sql, customerIds: string[], now: Date): Promise<number[]> =>
  (
    await tx.rows<{ pid: number }>(
      `update marketing_profile set deleted_at = $2, updated_at = $2
        where customer_id = any($1) and deleted_at is null returning pid`,
      [customerIds, now],
    )
  ).map(({ pid }) => pid)

/** Stands in for a customer that left nothing but orders or carts. */
export const insertGone = (tx: Sql, customerIds: string[], now: Date) =>
  tx.run(
    `insert into marketing_profile (customer_id, became_customer_at, deleted_at, updated_at)
     select id, $2, $2, $2 from unnest($1::text[]) as id order by id
     on conflict (customer_id) do nothing`,
    [customerIds, now],
  )
