import type { Sql } from "../../database"

/** Whether anything is sent at all, and who decided so last. */
export type Switch = { sending: "on" | "stopped"; changed_at: Date | null; changed_by: string | null }

export const readSwitch = async (sql: Sql): Promise<Switch> =>
  (await sql.one<Switch>(
    `select value ->> 'sending' as sending, updated_at as changed_at, updated_by as changed_by
       from marketing_setting where key = 'sending'`,
  )) ?? { sending: "on", changed_at: null, changed_by: null }

export const writeSwitch = (tx: Sql, to: Switch["sending"], actor: string, now: Date) =>
  tx.run(
    `insert into marketing_setting (key, value, updated_at, updated_by) values ('sending', jsonb_build_object('sending', $1::text), $2, $3)
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [to, now, actor],
  )
