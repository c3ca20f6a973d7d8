import type { RfmCuts } from "../../../../core/lifecycle/rfm"
import {
  LIFECYCLE_DEFAULTS,
  type LifecycleChange,
  type LifecycleSettings,
} from "../../../../core/lifecycle/settings"
import type { Sql } from "../../database"

type Saved<T> = { value: T; updated_at: Date; updated_by: string | null }

const read = <T>(sql: Sql, key: string): Promise<Saved<T> | undefined> =>
  sql.one("select value, updated_at, updated_by from marketing_setting where key = $1", [key])

const write = (tx: Sql, key: string, value: unknown, now: Date, actor: string | null) =>
  tx.run(
    `insert into marketing_setting (key, value, updated_at, updated_by) values ($1, $2, $3, $4)
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [key, JSON.stringify(value), now, actor],
  )

/** What was saved; the rest as the house sets it. */
export async function readThresholds(
  sql: Sql,
): Promise<{ settings: LifecycleSettings; changed_at: Date | null; changed_by: string | null }> {
  const saved = await read<LifecycleChange>(sql, "lifecycle")
  return {
    settings: { ...LIFECYCLE_DEFAULTS, ...saved?.value },
    changed_at: saved?.updated_at ?? null,
    changed_by: saved?.updated_by ?? null,
  }
}

export const writeThresholds = (tx: Sql, settings: LifecycleSettings, now: Date, actor: string) =>
  write(tx, "lifecycle", settings, now, actor)

/** Where the fifths of all buyers lay when last computed; null before the first time. */
export const readCuts = async (sql: Sql): Promise<RfmCuts | null> =>
  (await read<RfmCuts | null>(sql, "rfm_cuts"))?.value ?? null

export const writeCuts = (tx: Sql, cuts: RfmCuts | null, now: Date) => write(tx, "rfm_cuts", cuts, now, null)
