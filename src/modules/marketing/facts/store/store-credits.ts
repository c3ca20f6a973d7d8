import type { Sql } from "../../database"

export type CreditRow = {
  pid: number
  currency: string
  balance: number
  topped_up: number
  top_ups: number
}

/** Makes the store credit of these people exactly these rows. */
export const replaceStoreCredits = (tx: Sql, pids: number[], rows: CreditRow[]) =>
  tx.run(
    `with data as materialized (
       select pid, currency, balance, topped_up, top_ups from jsonb_populate_recordset(null::marketing_store_credit, $2)),
     gone as (
       delete from marketing_store_credit c
        where c.pid = any($1) and not exists (select 1 from data d where d.pid = c.pid and d.currency = c.currency))
     insert into marketing_store_credit as c (pid, currency, balance, topped_up, top_ups)
     select pid, currency, balance, topped_up, top_ups from data order by pid, currency
     on conflict (pid, currency) do update
       set (balance, topped_up, top_ups) = (excluded.balance, excluded.topped_up, excluded.top_ups)
     where (c.balance, c.topped_up, c.top_ups) is distinct from (excluded.balance, excluded.topped_up, excluded.top_ups)`,
    [pids, JSON.stringify(rows)],
  )
