import type { Sql } from "../../database"

/** The person's row, locked until the transaction ends. */
export const lockProfile = async (tx: Sql, pid: number): Promise<Record<string, unknown>> =>
  (await tx.one<Record<string, unknown>>("select * from marketing_profile where pid = $1 for no key update", [
    pid,
  ]))!

/** `values`: columns of marketing_profile that the program named, never names from outside. */
export const updateProfile = (tx: Sql, pid: number, values: Record<string, unknown>, now: Date) =>
  tx.run(
    `update marketing_profile p set ${Object.keys(values)
      .map((column) => `${column} = d.${column}, `)
      .join("")}updated_at = $3
       from jsonb_populate_record(null::marketing_profile, $2) d where p.pid = $1`,
    [pid, JSON.stringify(values), now],
  )
