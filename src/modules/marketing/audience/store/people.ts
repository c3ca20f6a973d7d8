import type { Sql } from "../../database"

export type PersonRow = { pid: number; customer_id: string; email: string | null; name: string | null }
/** What to call somebody: by name; one of whom we have neither name nor e-mail by the number of the system they came from. */
export const PERSON = `p.pid, p.customer_id, p.email,
  coalesce(nullif(concat_ws(' ', p.first_name, p.last_name), ''), case when p.email is null then p.external_id end) as name`

export const peopleByPid = (sql: Sql, pids: number[]): Promise<PersonRow[]> =>
  sql.rows<PersonRow>(
    `select ${PERSON} from marketing_profile p where p.pid = any($1::int[]) order by p.pid`,
    [pids],
  )

export const countPeople = async (sql: Sql): Promise<number> =>
  // Two counts that read nothing but an index each.
  (await sql.one<{ n: number }>(
    `select ((select count(*) from marketing_profile)
           - (select count(*) from marketing_profile where deleted_at is not null))::int as n`,
  ))!.n

/** Another one as soon as somebody came, was deleted or is there again. */
export const newestAndGone = async (sql: Sql): Promise<string> =>
  (await sql.one<{ mark: string }>(
    `select concat_ws(' ', (select max(pid) from marketing_profile),
                           (select count(*) from marketing_profile where deleted_at is not null)) as mark`,
  ))!.mark

/** Of these customer ids, the ones we know. */
export const pidsOf = async (sql: Sql, customerIds: string[]): Promise<Map<string, number>> =>
  new Map(
    (
      await sql.rows<{ pid: number; customer_id: string }>(
        "select pid, customer_id from marketing_profile where customer_id = any($1::text[]) and deleted_at is null",
        [customerIds],
      )
    ).map((row) => [row.customer_id, row.pid]),
  )
