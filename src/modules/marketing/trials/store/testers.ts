import { REMEMBERED_ADDRESSES } from "../../../../core/trial/test-addresses"
import type { TrialPerson } from "../../../../core/trial/trial"
import type { Sql } from "../../database"

const PERSON = `p.customer_id as id, p.email, nullif(trim(concat_ws(' ', p.first_name, p.last_name)), '') as name`

export type Tester = TrialPerson & { pid: number; phone: string | null }

/** A customer as somebody to test on; undefined: there is none. */
export const findTester = (sql: Sql, customer_id: string): Promise<Tester | undefined> =>
  sql.one(
    `select p.pid, ${PERSON}, p.phone, exists (select 1 from marketing_test_customer c where c.pid = p.pid) as is_test
       from marketing_profile p where p.customer_id = $1 and p.deleted_at is null`,
    [customer_id],
  )

/** By name. */
export const testCustomers = (sql: Sql): Promise<TrialPerson[]> =>
  sql.rows(
    `select ${PERSON}, true as is_test from marketing_test_customer c join marketing_profile p using (pid)
      where p.deleted_at is null order by coalesce(p.first_name, p.email), p.pid`,
  )

export const countTestCustomers = async (sql: Sql): Promise<number> =>
  (await sql.one<{ n: number }>("select count(*)::int as n from marketing_test_customer"))!.n

export const markTester = (tx: Sql, pid: number, by: string, now: Date): Promise<number> =>
  tx.run(
    `insert into marketing_test_customer (pid, by, at) values ($1, $2, $3) on conflict (pid) do nothing`,
    [pid, by, now],
  )

export const unmarkTester = (tx: Sql, pid: number): Promise<number> =>
  tx.run("delete from marketing_test_customer where pid = $1", [pid])

const DIGITS = (text: string) => `regexp_replace(${text}, '[^0-9]', '', 'g')`
/** A guest and an account with one address are one person: the mark of one of them is enough. */
const NOBODY_MARKED = `where p.deleted_at is null group by address
  having not bool_or(exists (select 1 from marketing_test_customer c where c.pid = p.pid))`

/** Which of these addresses are those of a customer who is not a test customer; of numbers the digits count. */
export const addressesOfOthers = async (sql: Sql, to: string[]): Promise<Set<string>> =>
  new Set(
    (
      await sql.rows<{ address: string }>(
        `select address from unnest($1::text[]) as asked(address)
           join marketing_profile p on lower(p.email) = lower(address) ${NOBODY_MARKED}
         union
         select address from unnest($2::text[]) as asked(address)
           join marketing_profile p on p.phone is not null and ${DIGITS("p.phone")} = ${DIGITS("address")} ${NOBODY_MARKED}`,
        [to, to.filter((address) => !address.includes("@"))],
      )
    ).map(({ address }) => address),
  )

/** Those that somebody used last, newest first. */
export const lastAddresses = async (sql: Sql, actor: string): Promise<string[]> =>
  (
    await sql.rows<{ address: string }>(
      "select address from marketing_test_address where actor = $1 order by used_at desc, address limit $2",
      [actor, REMEMBERED_ADDRESSES],
    )
  ).map(({ address }) => address)

/** The first of them counts as used last. */
export async function noteAddresses(tx: Sql, actor: string, to: string[], now: Date): Promise<void> {
  await tx.run(
    `insert into marketing_test_address (actor, address, used_at)
     select $1, address, $3::timestamptz - n * interval '1 millisecond'
       from unnest($2::text[]) with ordinality as used(address, n)
     on conflict (actor, address) do update set used_at = excluded.used_at`,
    [actor, to, now],
  )
  await tx.run(
    `delete from marketing_test_address where actor = $1 and address not in (
       select address from marketing_test_address where actor = $1 order by used_at desc, address limit $2)`,
    [actor, REMEMBERED_ADDRESSES],
  )
}

/** What a list says of somebody on it, for texts. */
export const memberColumns = async (
  sql: Sql,
  pid: number,
  segment_id: string | null,
): Promise<Record<string, string>> =>
  (
    await sql.one<{ placeholders: Record<string, string> | null }>(
      `select m.placeholders from marketing_segment g join marketing_segment_member m on m.segment_no = g.no
        where g.id = $1 and g.type <> 'dynamic' and m.pid = $2`,
      [segment_id, pid],
    )
  )?.placeholders ?? {}
