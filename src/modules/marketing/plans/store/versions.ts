import type { PlanSettings } from "../../../../core/canvas/plan-settings"
import type { Canvas } from "../../../../core/canvas/schema"
import type { Sql } from "../../database"

export type VersionRow = {
  version: number
  settings: PlanSettings
  canvas: Canvas
  published_by: string | null
  published_at: Date
}

/** Copies the draft as it is into its next version; answers the number. */
export const freezeVersion = async (
  tx: Sql,
  { plan_no, actor, now }: { plan_no: number; actor: string; now: Date },
): Promise<number> =>
  (await tx.one<{ version: number }>(
    `insert into marketing_plan_version (plan_no, version, settings, canvas, published_by, published_at)
     select no, coalesce(version, 0) + 1, settings, canvas, $2, $3 from marketing_plan where no = $1 returning version`,
    [plan_no, actor, now],
  ))!.version

export const findVersion = (sql: Sql, plan_no: number, version: number): Promise<VersionRow | undefined> =>
  sql.one<VersionRow>(
    `select version, settings, canvas, published_by, published_at
       from marketing_plan_version where plan_no = $1 and version = $2`,
    [plan_no, version],
  )

export const versionsOf = (
  sql: Sql,
  plan_no: number,
): Promise<Pick<VersionRow, "version" | "published_by" | "published_at">[]> =>
  sql.rows(
    "select version, published_by, published_at from marketing_plan_version where plan_no = $1 order by version desc",
    [plan_no],
  )
