import type { PlanSettings } from "../../../../core/canvas/plan-settings"
import type { Canvas } from "../../../../core/canvas/schema"
import type { Sql } from "../../database"

export type VersionRow = {
  version: number
  settings: PlanSettings
  canvas: Canvas
  published_by: string | null
  published_at: Date
  /** Why, in the words of whoever did. */
  note: string | null
}

/** Copies the draft as it is into its next version; answers the number. */
export const freezeVersion = async (
  tx: Sql,
  { plan_no, actor, note, now }: { plan_no: number; actor: string; note: string | null; now: Date },
): Promise<number> =>
  (await tx.one<{ version: number }>(
    `insert into marketing_plan_version (plan_no, version, settings, canvas, published_by, published_at, note)
     select no, coalesce(version, 0) + 1, settings, canvas, $2, $3, $4 from marketing_plan where no = $1 returning version`,
    [plan_no, actor, now, note],
  ))!.version

export const findVersion = (sql: Sql, plan_no: number, version: number): Promise<VersionRow | undefined> =>
  sql.one<VersionRow>(
    `select version, settings, canvas, published_by, published_at, note
       from marketing_plan_version where plan_no = $1 and version = $2`,
    [plan_no, version],
  )

export type ListedVersion = Omit<VersionRow, "settings" | "canvas"> & {
  /** People who are in the plan by this version now. */
  inside: number
}

export const versionsOf = (sql: Sql, plan_no: number): Promise<ListedVersion[]> =>
  sql.rows(
    `select v.version, v.published_by, v.published_at, v.note, coalesce(s.inside, 0) as inside
       from marketing_plan_version v
       left join (select version, count(*) as inside from marketing_step where plan_no = $1 group by version) s using (version)
      where v.plan_no = $1 order by v.version desc`,
    [plan_no],
  )
