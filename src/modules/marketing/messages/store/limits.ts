import {
  SENDING_LIMITS,
  type SendingLimits,
  type SendingLimitsChange,
} from "../../../../core/message/sending-limits"
import type { Sql } from "../../database"

export type SavedLimits = { limits: SendingLimits; changed_at: Date | null; changed_by: string | null }

/** What was saved; the rest as the house sets it. */
export async function readLimits(sql: Sql): Promise<SavedLimits> {
  const saved = await sql.one<{ value: SendingLimitsChange; updated_at: Date; updated_by: string | null }>(
    "select value, updated_at, updated_by from marketing_setting where key = 'sending_limits'",
  )
  return {
    limits: { ...SENDING_LIMITS, ...saved?.value },
    changed_at: saved?.updated_at ?? null,
    changed_by: saved?.updated_by ?? null,
  }
}

export const writeLimits = (tx: Sql, limits: SendingLimits, now: Date, actor: string) =>
  tx.run(
    `insert into marketing_setting (key, value, updated_at, updated_by) values ('sending_limits', $1, $2, $3)
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [JSON.stringify(limits), now, actor],
  )
