import type { ChannelDefinition } from "../../../../extension/channel"
import type { Sql } from "../../database"

type AddressKind = "email" | "phone"

/** Several profiles may have such an address; a place in the shop itself belongs to one. */
export const canBeShared = (address: ChannelDefinition["address"]): address is AddressKind =>
  address === "email" || address === "phone"

// Two words of ours, never input; both sides as their index has them.
const MATCHES = {
  email: (address: string) => `lower(p.email) = lower(${address})`,
  phone: (address: string) => `p.phone = ${address}`,
}

/** Everybody with this address: a guest and an account of one person are two profiles. */
export const profilesAt = async (sql: Sql, kind: AddressKind, address: string): Promise<number[]> =>
  (
    await sql.rows<{ pid: number }>(
      `select p.pid from marketing_profile p where ${MATCHES[kind]("$1")} order by p.pid`,
      [address],
    )
  ).map((row) => row.pid)

/** By person: the others with the same address. */
export type Kin = ReadonlyMap<number, number[]>

/** The other profiles with the address of each of these people; most have none. */
export async function readKin(
  sql: Sql,
  kind: AddressKind,
  people: { pid: number; address: string | null }[],
): Promise<Kin> {
  const rows = await sql.rows<{ pid: number; kin: number[] }>(
    `select asked.pid, array_agg(p.pid) as kin from unnest($1::int[], $2::text[]) as asked(pid, address)
       join marketing_profile p on ${MATCHES[kind]("asked.address")} and p.pid <> asked.pid
      group by asked.pid`,
    [people.map((person) => person.pid), people.map((person) => person.address)],
  )
  return new Map(rows.map((row) => [row.pid, row.kin]))
}

/** Until the transaction ends nobody else decides about these addresses. Sorted, so that two workers never wait in a circle. */
export const lockAddresses = (tx: Sql, channel: string, addresses: string[]): Promise<number> =>
  tx.run(
    `select pg_advisory_xact_lock(hashtextextended(key, 0))
       from (select distinct $1 || ':' || lower(a) as key from unnest($2::text[]) as a order by 1) keys`,
    [channel, addresses],
  )

/** Which of these sends went to the same address already, of the same node and run, through another profile of it. */
export async function sentToKin(tx: Sql, sends: { id: number; kin: number[] }[]): Promise<Set<number>> {
  const pairs = sends.flatMap((send) => send.kin.map((kin) => ({ id: send.id, kin })))
  const rows = await tx.rows<{ id: number }>(
    `select distinct s.id from unnest($1::bigint[], $2::int[]) as pair(id, kin)
       join marketing_send s on s.id = pair.id
       join marketing_send t on t.pid = pair.kin and t.plan_no = s.plan_no and t.run_no = s.run_no
        and t.node = s.node and t.channel = s.channel
      where t.state in ('sending', 'sent', 'unknown') or (t.state = 'queued' and t.placed_at is not null)`,
    [pairs.map((pair) => pair.id), pairs.map((pair) => pair.kin)],
  )
  return new Set(rows.map((row) => row.id))
}
