import type { Database } from "../database"
import type { Ports } from "../ports"

/** How a line names its person. */
export type Named = {
  external_id?: string
  email?: string
  phone?: string
  first_name?: string
  last_name?: string
  became_customer_at?: Date
}

/** The key under which a line's person is found again; the other system's number wins over the address. */
export const nameOf = (person: Named): string =>
  person.external_id
    ? `id:${person.external_id}`
    : person.email
      ? `email:${person.email}`
      : `phone:${person.phone}`

/**
 * The pids of the people that lines name. With `make`, those unknown become Medusa customers through the core's workflow
 * and enter the read model. `resumed`: a worker may have died after the core had made people and before we knew them; the
 * core is then asked for their mark first, so nobody is made twice.
 */
export const findPeople =
  ({ database, ports, syncCustomers, findCoreCustomers }: Parts) =>
  async (
    people: Named[],
    { make, resumed = false }: { make: boolean; resumed?: boolean },
  ): Promise<Map<string, number>> => {
    const byName = new Map(people.map((person) => [nameOf(person), person]))
    const unknownOf = (found: Map<string, number>) =>
      [...byName].filter(([name]) => !found.has(name)).map(([, person]) => person)
    let found = await lookUp(database, [...byName.values()])
    if (!make || unknownOf(found).length === 0) return found

    const missed = unknownOf(found)
    const inCore = await findCoreCustomers({
      emails: missed.flatMap((person) => person.email ?? []),
      external_ids: resumed ? missed.flatMap((person) => person.external_id ?? []) : [],
    })
    if (inCore.length > 0) {
      await syncCustomers(inCore)
      found = await lookUp(database, [...byName.values()])
    }
    const unknown = unknownOf(found)
    if (unknown.length === 0) return found
    await syncCustomers(
      await ports.createCustomers(
        unknown.map((person) => ({
          external_id: person.external_id,
          email: person.email,
          phone: person.phone,
          first_name: person.first_name,
          last_name: person.last_name,
          created_at: person.became_customer_at,
        })),
      ),
    )
    return lookUp(database, [...byName.values()])
  }

type Parts = {
  database: Database
  ports: Ports
  syncCustomers: (customerIds: string[]) => Promise<unknown>
  findCoreCustomers: (named: { emails: string[]; external_ids: string[] }) => Promise<string[]>
}

export type FindPeople = ReturnType<typeof findPeople>

/** Of several profiles with one address, the account wins over the guest, then the older one. */
async function lookUp(database: Database, people: Named[]): Promise<Map<string, number>> {
  const wanted = people.map((p) => ({
    name: nameOf(p),
    external_id: p.external_id ?? null,
    email: p.email ?? null,
    phone: p.phone ?? null,
  }))
  const rows = await database.rows<{ name: string; pid: number }>(
    `with n as materialized (
       select * from jsonb_to_recordset($1) as n(name text, external_id text, email text, phone text)),
     hit as (
       select n.name, p.pid, 0 as rank, p.has_account from n join marketing_profile p on p.external_id = n.external_id
       union all
       select n.name, p.pid, 1, p.has_account from n join marketing_profile p on lower(p.email) = n.email
        where n.external_id is null or p.external_id is null
       union all
       select n.name, p.pid, 2, p.has_account from n join marketing_profile p on p.phone = n.phone
        where n.external_id is null and n.email is null)
     select distinct on (name) name, hit.pid from hit join marketing_profile p on p.pid = hit.pid and p.deleted_at is null
      order by name, rank, hit.has_account desc, hit.pid`,
    [JSON.stringify(wanted)],
  )
  return new Map(rows.map((row) => [row.name, row.pid]))
}
