import type { Sql } from "../../database"
import type { Plan, PlanRow } from "../plan"

/** The draft waits for approval; of a plan that is over nothing does. */
export const IN_REVIEW = `(marketing_plan.state in ('draft', 'scheduled', 'running', 'paused')
  and exists (select 1 from marketing_review w where w.plan_no = marketing_plan.no and w.state = 'waiting'))`
/** What is stored of a state never says "in review": that is what waits. */
export const STATE = `case when marketing_plan.state = 'draft' and ${IN_REVIEW} then 'in_review' else marketing_plan.state end`
const COLUMNS = `no, id, name, category, type, ${STATE} as state, settings, canvas, revision, version, ${IN_REVIEW} as in_review,
  created_by, created_at, updated_at`

export const findPlan = (sql: Sql, id: string): Promise<PlanRow | undefined> =>
  sql.one<PlanRow>(`select ${COLUMNS} from marketing_plan where id = $1 and deleted_at is null`, [id])

/** Nobody else changes it, or what waits for approval of it, until the transaction is over. */
export async function lockPlan(tx: Sql, id: string): Promise<PlanRow | undefined> {
  await tx.run("select no from marketing_plan where id = $1 for update", [id])
  // A statement of its own: it sees what was committed while we waited, in other tables too.
  return findPlan(tx, id)
}

export type NewPlan = Pick<Plan, "id" | "name" | "category" | "type" | "settings" | "canvas" | "created_by">

export const insertPlan = async (tx: Sql, plan: NewPlan, now: Date): Promise<PlanRow> =>
  (await tx.one<PlanRow>(
    `insert into marketing_plan (id, name, category, type, settings, canvas, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8) returning ${COLUMNS}`,
    [
      plan.id,
      plan.name,
      plan.category,
      plan.type,
      JSON.stringify(plan.settings),
      JSON.stringify(plan.canvas),
      plan.created_by,
      now,
    ],
  ))!

export const updateDraft = async (
  tx: Sql,
  plan: Pick<PlanRow, "no" | "name" | "category" | "type" | "settings" | "canvas">,
  now: Date,
): Promise<PlanRow> =>
  (await tx.one<PlanRow>(
    `update marketing_plan set name = $2, category = $3, type = $4, settings = $5, canvas = $6,
            revision = revision + 1, updated_at = $7
      where no = $1 returning ${COLUMNS}`,
    [
      plan.no,
      plan.name,
      plan.category,
      plan.type,
      JSON.stringify(plan.settings),
      JSON.stringify(plan.canvas),
      now,
    ],
  ))!

/** Writes the first day into the schedule of a recurring plan. */
export const startFrom = (tx: Sql, no: number, from: string): Promise<number> =>
  tx.run(
    "update marketing_plan set settings = jsonb_set(settings, '{schedule,from}', to_jsonb($2::text)) where no = $1",
    [no, from],
  )

export const moveTo = async (
  tx: Sql,
  no: number,
  to: { state: Plan["state"]; version?: number },
  now: Date,
): Promise<PlanRow> =>
  (await tx.one<PlanRow>(
    `update marketing_plan set state = $2, version = coalesce($3, version), revision = revision + 1, updated_at = $4
      where no = $1 returning ${COLUMNS}`,
    [no, to.state, to.version ?? null, now],
  ))!

export const markDeleted = (tx: Sql, no: number, now: Date): Promise<number> =>
  tx.run("update marketing_plan set deleted_at = $2, updated_at = $2 where no = $1", [no, now])
