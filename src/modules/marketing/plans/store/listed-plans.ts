import type { Goal, Reached } from "../../../../core/report/targets"
import type { Sql } from "../../database"
import { peopleCovered } from "../../people-covered"
import type { Plan } from "../plan"
import { IN_REVIEW, STATE } from "./plans"

export type ListedRow = Omit<Plan, "canvas" | "settings"> & {
  nodes: number
  /** People in it now. */
  inside: number
  /** Everybody who ever came in, without those held out. */
  covered: number
  /** When it starts next: on the customers' clocks for the first of them. Null while it is not to start again. */
  next_run_at: Date | null
  /** As it was published, or else drafted, and what was reached of it. */
  goal: Goal | null
  targets: Goal[]
  reached: Omit<Reached, "covered"> | null
}

/** The settings that count: the published ones, of a draft its own. */
const SETTINGS = `coalesce((select v.settings from marketing_plan_version v
   where v.plan_no = marketing_plan.no and v.version = marketing_plan.version), settings)`
const GOAL = `(${SETTINGS} -> 'goal')`
const TARGETS = `coalesce(${SETTINGS} -> 'targets', '[]'::jsonb)`
/** As the report counts them, of all runs. */
const OF_PLAN = "from marketing_conversion c where c.plan_no = marketing_plan.no"
const REACHED = `jsonb_build_object(
     'paid', (select jsonb_build_object('heads', count(distinct c.pid), 'orders', count(*))
                ${OF_PLAN} and c.paid and not c.cancelled),
     'net', (select coalesce(jsonb_object_agg(s.currency, s.net), '{}')
               from (select c.currency, sum(c.net) as net ${OF_PLAN} group by c.currency) s))`

/** What a list may be ordered by. */
export const PLAN_ORDERS = [
  "name",
  "state",
  "type",
  "category",
  "next_run_at",
  "created_at",
  "updated_at",
] as const

export type ListedWhere = {
  q: string | null
  /** With "in_review" also what runs while its draft waits. */
  states: string[]
  types: string[] | null
  categories: string[] | null
  /** Who made them. */
  owners: string[] | null
}

export async function listRows(
  sql: Sql,
  where: ListedWhere,
  page: { order: (typeof PLAN_ORDERS)[number]; descending: boolean; offset: number; limit: number },
): Promise<{ plans: ListedRow[]; count: number }> {
  const filter = `deleted_at is null and (${STATE} = any($2) or ('in_review' = any($2) and ${IN_REVIEW}))
      and ($1::text is null or strpos(lower(name), lower($1)) > 0)
      and ($3::text[] is null or type = any($3)) and ($4::text[] is null or category = any($4))
      and ($5::text[] is null or created_by = any($5))`
  const values = [where.q, where.states, where.types, where.categories, where.owners]
  const counted = await sql.one<{ count: number }>(
    `select count(*) from marketing_plan where ${filter}`,
    values,
  )
  // The name of the column is one of PLAN_ORDERS, never the caller's text.
  const plans = await sql.rows<ListedRow>(
    `select id, name, category, type, ${STATE} as state, ${IN_REVIEW} as in_review, revision, version,
            created_by, created_at, updated_at, jsonb_array_length(canvas -> 'nodes') as nodes,
            (select count(distinct e.pid) from marketing_run r
               join marketing_enrollment e on e.plan_no = r.plan_no and e.run_no = r.no and e.state = 'inside'
              where r.plan_no = marketing_plan.no and r.state in ('enrolling', 'running')) as inside,
            ${peopleCovered("marketing_plan")} as covered,
            case when marketing_plan.state in ('scheduled', 'running') then
              (select min(r.due_at) from marketing_run r
                where r.plan_no = marketing_plan.no and r.state = 'scheduled') end as next_run_at,
            ${GOAL} as goal, ${TARGETS} as targets,
            case when ${GOAL} is not null or ${TARGETS} <> '[]' then ${REACHED} end as reached
       from marketing_plan where ${filter}
      order by ${page.order} ${page.descending ? "desc" : "asc"} nulls last, no desc offset $6 limit $7`,
    [...values, page.offset, page.limit],
  )
  return { plans, count: counted?.count ?? 0 }
}
