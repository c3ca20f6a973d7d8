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
  (await sql.one<{ n: number }>(
    `select count(*)::int as n from marketing_test_customer c join marketing_profile p using (pid)
      where p.deleted_at is null`,
  ))!.n

export const markTester = (tx: Sql, pid: number, by: string, now: Date): Promise<number> =>
  tx.run(
    `insert into marketing_test_customer (pid, by, at) values ($1, $2, $3) on conflict (pid) do nothing`,
    [pid, by, now],
  )

export const unmarkTester = (tx: Sql, pid: number): Promise<number> =>
  tx.run("delete from marketing_test_customer where pid = $1", [pid])

/** The same number may be written with a country's code, with a zero, or without either: its end says whose it is. */
const END_OF_NUMBER = (text: string) => `right(regexp_replace(${text}, '[^0-9]', '', 'g'), 8)`
/** A guest and an account with one e-mail address are one person: the mark of one of them is enough. */
const NOT_MARKED = `not exists (
  select 1 from marketing_test_customer c join marketing_profile q using (pid)
   where q.deleted_at is null and (q.pid = p.pid or lower(btrim(q.email)) = lower(btrim(p.email))))`

/** Which of these are addresses of a customer, there or deleted, who is not a test customer. Mail addresses in every form of them. */
export const addressesOfOthers = async (
  sql: Sql,
  mail: { address: string; form: string }[],
  numbers: string[],
): Promise<Set<string>> =>
  new Set(
    (
      await sql.rows<{ address: string }>(
        `select address from unnest($1::text[], $2::text[]) as asked(address, form)
           join marketing_profile p on lower(rtrim(btrim(p.email), '.')) = form where ${NOT_MARKED}
         union
         select address from unnest($3::text[]) as asked(address)
           join marketing_profile p on p.phone is not null and ${END_OF_NUMBER("p.phone")} = ${END_OF_NUMBER("address")}
          where ${NOT_MARKED}`,
        [mail.map(({ address }) => address), mail.map(({ form }) => form), numbers],
      )
    ).map(({ address }) => address),
  )

/** Which of them get nothing any more, in whatever channel. */
export const suppressedAddresses = async (sql: Sql, to: string[]): Promise<Set<string>> =>
  new Set(
    (
      await sql.rows<{ address: string }>(
        `select address from unnest($1::text[]) as asked(address)
          where marketing_suppressed(address, null, null) is not null`,
        [to],
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

/** Whether an address or number is that of people deleted before a moment only, and of nobody who is there. */
export function addressGone(address: string, before: string): string {
  const theirs = `(lower(p.email) = lower(${address})
    or (strpos(${address}, '@') = 0 and ${END_OF_NUMBER("p.phone")} = ${END_OF_NUMBER(address)}))`
  return `(exists (select 1 from marketing_profile p where ${theirs} and p.deleted_at <= ${before})
    and not exists (select 1 from marketing_profile p
                     where ${theirs} and (p.deleted_at is null or p.deleted_at > ${before})))`
}

export const eraseTesters = (tx: Sql, before: Date): Promise<number> =>
  tx.run(
    `delete from marketing_test_customer c using marketing_profile p
      where p.pid = c.pid and p.deleted_at <= $1`,
    [before],
  )

export const eraseTestAddresses = (tx: Sql, before: Date): Promise<number> =>
  tx.run(`delete from marketing_test_address a where ${addressGone("a.address", "$1")}`, [before])

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
