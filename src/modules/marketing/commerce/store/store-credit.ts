import type { Sql } from "../../database"

/** Are the tables of @medusajs/loyalty-plugin there? */
export const hasStoreCredit = async (sql: Sql): Promise<boolean> => {
  const found = await sql.one<{ there: boolean }>(
    "select to_regclass('store_credit_account_transaction') is not null as there",
  )
  return found!.there
}

export type StoreCreditRow = {
  customer_id: string
  currency: string
  balance: string
  topped_up: string
  top_ups: number
}

/** As the plugin sums an account up: credits less debits. An order that gives money back credits under the reference "order". */
export const selectStoreCredits = (sql: Sql, customerIds: string[]) =>
  sql.rows<StoreCreditRow>(
    `select a.customer_id, lower(a.currency_code) as currency,
            coalesce(sum(case t.type when 'credit' then t.amount else -t.amount end), 0)::text as balance,
            coalesce(sum(t.amount) filter (where t.type = 'credit' and t.reference <> 'order'), 0)::text as topped_up,
            (count(*) filter (where t.type = 'credit' and t.reference <> 'order'))::int as top_ups
       from store_credit_account a
       left join store_credit_account_transaction t on t.account_id = a.id and t.deleted_at is null
      where a.customer_id = any($1) and a.deleted_at is null
      group by a.customer_id, lower(a.currency_code)
      order by 1, 2`,
    [customerIds],
  )

/** Every place where a change of somebody's store credit can show; the plugin tells of none. `$1` is the moment. */
export const STORE_CREDIT_CHANGES = [
  `select a.customer_id from store_credit_account a
    where a.customer_id is not null and greatest(a.updated_at, a.deleted_at) >= $1`,
  `select a.customer_id from store_credit_account_transaction t join store_credit_account a on a.id = t.account_id
    where a.customer_id is not null and greatest(t.updated_at, t.deleted_at) >= $1`,
]
