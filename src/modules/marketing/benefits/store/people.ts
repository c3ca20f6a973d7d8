import type { Sql } from "../../database"

/** The small id under which this customer's benefits are kept, when the read model knows them. */
export const pidOf = async (sql: Sql, customer_id: string): Promise<number | undefined> =>
  (
    await sql.one<{ pid: number }>(
      "select pid from marketing_profile where customer_id = $1 and deleted_at is null",
      [customer_id],
    )
  )?.pid

/** E-mail (lower-case) and account of a person. */
export const readPerson = async (
  sql: Sql,
  pid: number,
): Promise<{ has_account: boolean; email: string | null }> =>
  (await sql.one<{ has_account: boolean; email: string | null }>(
    "select has_account, lower(trim(email)) as email from marketing_profile where pid = $1",
    [pid],
  ))!

/** Customers with an account and this e-mail. */
export const accountsOf = async (sql: Sql, email: string | null): Promise<string[]> =>
  (
    await sql.rows<{ customer_id: string }>(
      `select customer_id from marketing_profile
       where lower(email) = lower(trim($1)) and has_account and deleted_at is null order by customer_id`,
      [email],
    )
  ).map((row) => row.customer_id)

/** The points systems in which a person has a purse. */
export const pursesOf = async (sql: Sql, pid: number): Promise<string[]> =>
  (
    await sql.rows<{ system: string }>(
      "select system from marketing_account where pid = $1 order by system",
      [pid],
    )
  ).map((row) => row.system)

/** Gives one person's open coupons to another. Answers how many. */
export const moveCoupons = (tx: Sql, from: number, to: number): Promise<number> =>
  tx.run("update marketing_coupon set pid = $2 where pid = $1 and state = 'free'", [from, to])
