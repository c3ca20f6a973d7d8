import type { PlanSettings } from "../../../../core/canvas/plan-settings"
import type { Canvas } from "../../../../core/canvas/schema"
import type { Sql } from "../../database"
import type { Plan } from "../plan"

/** How a draft came to say what it says. */
export type DraftOrigin = "began" | "drawn" | "merged" | "version" | "draft"

/** What a draft said at one time. */
export type DraftRow = {
  no: number
  how: DraftOrigin
  /** The version or the earlier draft that was put back. */
  origin: number | null
  /** What it was published as. */
  version: number | null
  type: Plan["type"]
  settings: PlanSettings
  canvas: Canvas
  saved_by: string | null
  /** Its first stroke. */
  began_at: Date
  saved_at: Date
}

export type NewDraft = Omit<DraftRow, "no" | "version">

const COLUMNS = "no, how, origin, version, type, settings, canvas, saved_by, began_at, saved_at"

export const insertDraft = (tx: Sql, plan_no: number, draft: NewDraft): Promise<number> =>
  tx.run(
    `insert into marketing_draft (plan_no, how, origin, type, settings, canvas, saved_by, began_at, saved_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      plan_no,
      draft.how,
      draft.origin,
      draft.type,
      JSON.stringify(draft.settings),
      JSON.stringify(draft.canvas),
      draft.saved_by,
      draft.began_at,
      draft.saved_at,
    ],
  )

export const overwriteDraft = (
  tx: Sql,
  no: number,
  { type, settings, canvas, saved_at }: Pick<DraftRow, "type" | "settings" | "canvas" | "saved_at">,
): Promise<number> =>
  tx.run("update marketing_draft set type = $2, settings = $3, canvas = $4, saved_at = $5 where no = $1", [
    no,
    type,
    JSON.stringify(settings),
    JSON.stringify(canvas),
    saved_at,
  ])

/** Without what it says, which is long. */
export const latestDraft = (
  sql: Sql,
  plan_no: number,
): Promise<Omit<DraftRow, "type" | "settings" | "canvas"> | undefined> =>
  sql.one(
    `select no, how, origin, version, saved_by, began_at, saved_at from marketing_draft
      where plan_no = $1 order by no desc limit 1`,
    [plan_no],
  )

export const markPublished = (tx: Sql, no: number, version: number): Promise<number> =>
  tx.run("update marketing_draft set version = $2 where no = $1", [no, version])

export const draftsOf = (sql: Sql, plan_no: number): Promise<DraftRow[]> =>
  sql.rows<DraftRow>(`select ${COLUMNS} from marketing_draft where plan_no = $1 order by no desc`, [plan_no])

export const findDraft = (sql: Sql, plan_no: number, no: number): Promise<DraftRow | undefined> =>
  sql.one<DraftRow>(`select ${COLUMNS} from marketing_draft where plan_no = $1 and no = $2`, [plan_no, no])

/**
 * Where there are more than `most`, takes away the one that followed most closely on the one before it; neither the first nor
 * one of the `newest`.
 */
export const thinDrafts = (
  tx: Sql,
  plan_no: number,
  { most, newest }: { most: number; newest: number },
): Promise<number> =>
  tx.run(
    `delete from marketing_draft where no = (
       select no from (
         select no, saved_at - lag(saved_at) over (order by no) as gap, count(*) over () as kept,
                row_number() over (order by no desc) as nth
           from marketing_draft where plan_no = $1) d
        where kept > $2 and nth > $3 and gap is not null order by gap, no limit 1)`,
    [plan_no, most, newest],
  )

export const dropDrafts = (tx: Sql, plan_no: number): Promise<number> =>
  tx.run("delete from marketing_draft where plan_no = $1", [plan_no])
