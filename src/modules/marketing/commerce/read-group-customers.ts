import type { Sql } from "../database"

/**
 * Who is in a customer group, as the temporary table `marketing_in_group (customer_id)` of the caller's transaction, so that
 * a million of them are compared where they are. Read only.
 */
export const listGroupCustomers =
  () =>
  async (tx: Sql, group_id: string): Promise<void> => {
    await tx.run("create temporary table marketing_in_group (customer_id text primary key) on commit drop")
    await tx.run(
      `insert into marketing_in_group
       select distinct customer_id from customer_group_customer where customer_group_id = $1 and deleted_at is null`,
      [group_id],
    )
    await tx.run("analyze marketing_in_group")
  }

/** Of these customers, those who are there and not in the group now: a customer put in twice stands in it twice. Read only. */
export const findOutsideGroup =
  () =>
  async (
    sql: Sql,
    { group_id, customer_ids }: { group_id: string; customer_ids: string[] },
  ): Promise<string[]> =>
    (
      await sql.rows<{ id: string }>(
        `select c.id from customer c where c.id = any($2::text[]) and c.deleted_at is null and not exists (
           select 1 from customer_group_customer m
            where m.customer_id = c.id and m.customer_group_id = $1 and m.deleted_at is null)`,
        [group_id, customer_ids],
      )
    ).map((row) => row.id)

export type ListGroupCustomers = ReturnType<typeof listGroupCustomers>
export type FindOutsideGroup = ReturnType<typeof findOutsideGroup>
