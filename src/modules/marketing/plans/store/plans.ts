import type { Sql } from "../../database"
import type { Plan, PlanRow } from "../plan"

const COLUMNS =
  "no, id, name, category, type, state, settings, canvas, revision, version, created_by, created_at, updated_at"

export const findPlan = (sql: Sql, id: string): Promise<PlanRow | undefined> =>
  sql.one<PlanRow>(`select ${COLUMNS} from marketing_plan where id = $1 and deleted_at is null`, [id])

/** Nobody else changes it until the transaction is over. */
export const lockPlan = (tx: Sql, id: string): Promise<PlanRow | undefined> =>
  tx.one<PlanRow>(`select ${COLUMNS} from marketing_plan where id = $1 and deleted_at is null for update`, [
    id,
  ])

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

export type ListedPlan = Omit<Plan, "canvas" | "settings"> & {
  nodes: number
  /** People in it now. */
  inside: number
  /** When it starts next: on the customers' clocks for the first of them. Null while it is not to start again. */
  next_run_at: Date | null
}

/** What a list may be ordered by. */
export const PLAN_ORDERS = ["name", "state", "type", "category", "created_at", "updated_at"] as const

export async function listRows(
  sql: Sql,
  where: { q: string | null; states: string[]; types: string[] | null; categories: string[] | null },
  page: { order: (typeof PLAN_ORDERS)[number]; descending: boolean; offset: number; limit: number },
): Promise<{ plans: ListedPlan[]; count: number }> {
  const filter = `deleted_at is null and state = any($2)
      and ($1::text is null or strpos(lower(name), lower($1)) > 0)
      and ($3::text[] is null or type = any($3)) and ($4::text[] is null or category = any($4))`
  const values = [where.q, where.states, where.types, where.categories]
  const counted = await sql.one<{ count: number }>(
    `select count(*) from marketing_plan where ${filter}`,
    values,
  )
  // The name of the column is one of PLAN_ORDERS, never the caller's text.
  const plans = await sql.rows<ListedPlan>(
    `select id, name, category, type, state, revision, version, created_by, created_at, updated_at,
            jsonb_array_length(canvas -> 'nodes') as nodes,
            (select count(*) from marketing_run r join marketing_enrollment e on e.plan_no = p.no and e.run_no = r.no and e.state = 'inside'
              where r.plan_no = p.no and r.state in ('enrolling', 'running')) as inside,
            case when p.state in ('scheduled', 'running') then
              (select min(r.due_at) from marketing_run r where r.plan_no = p.no and r.state = 'scheduled') end as next_run_at
       from marketing_plan p where ${filter}
      order by ${page.order} ${page.descending ? "desc" : "asc"}, no desc offset $5 limit $6`,
    [...values, page.offset, page.limit],
  )
  return { plans, count: counted?.count ?? 0 }
}
