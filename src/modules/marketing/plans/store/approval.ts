import { type Approval, NO_APPROVAL } from "../../../../core/approval"
import type { Sql } from "../../database"

const APPROVAL_LOCK = 0x6d6b6170

/** Until the transaction ends nobody switches approval on or off. Taken before any plan is locked. */
export const shareApproval = (tx: Sql): Promise<number> =>
  tx.run("select pg_advisory_xact_lock_shared($1)", [APPROVAL_LOCK])

export const ownApproval = (tx: Sql): Promise<number> =>
  tx.run("select pg_advisory_xact_lock($1)", [APPROVAL_LOCK])

export type SavedApproval = { approval: Approval; changed_at: Date | null; changed_by: string | null }

/** What was saved; off while nothing was. */
export async function savedApproval(sql: Sql): Promise<SavedApproval> {
  const saved = await sql.one<{ value: Approval; updated_at: Date; updated_by: string | null }>(
    "select value, updated_at, updated_by from marketing_setting where key = 'approval'",
  )
  return {
    approval: { ...NO_APPROVAL, ...saved?.value },
    changed_at: saved?.updated_at ?? null,
    changed_by: saved?.updated_by ?? null,
  }
}

export const writeApproval = (tx: Sql, approval: Approval, now: Date, actor: string): Promise<number> =>
  tx.run(
    `insert into marketing_setting (key, value, updated_at, updated_by) values ('approval', $1, $2, $3)
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [JSON.stringify(approval), now, actor],
  )
