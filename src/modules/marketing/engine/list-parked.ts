import { countedPage } from "../counted-page"
import type { Database } from "../database"

/** `enrollment_id`, `run_id` and `visit` are null for somebody who was to come in by a trigger and could not. */
export type ParkedStep = {
  plan_id: string
  run_id: string | null
  enrollment_id: number | null
  customer_id: string
  /** Or the e-mail address, of who has none. */
  name: string | null
  node: string
  visit: number | null
  attempts: number
  error: string | null
  arrived_at: Date
}

/** People whose step, or whose way in, failed too often and waits for a decision, oldest first; of one plan, or one of its nodes, or of all. */
export const listParked =
  ({ database }: { database: Database }) =>
  async ({
    plan_id,
    node,
    offset = 0,
    limit = 50,
  }: {
    plan_id?: string
    node?: string
    offset?: number
    limit?: number
  } = {}): Promise<{ parked: ParkedStep[]; count: number }> => {
    const { rows, first } = await countedPage({ offset, limit }, (page) =>
      database.rows<ParkedStep & { count: number }>(
        `with stuck as (
         select plan_no, run_no, enrollment_id, pid, node, visit, attempts, error, arrived_at
           from marketing_step where state = 'parked'
         union all
         select plan_no, null, null, pid, node, null, attempts, error, at
           from marketing_occasion where state = 'parked')
       select p.id as plan_id, r.id as run_id, s.enrollment_id, c.customer_id,
              coalesce(nullif(trim(concat_ws(' ', c.first_name, c.last_name)), ''), c.email) as name, s.node, s.visit,
              s.attempts, s.error, s.arrived_at, count(*) over () as count
         from stuck s
         join marketing_plan p on p.no = s.plan_no
         left join marketing_run r on r.no = s.run_no
         join marketing_profile c on c.pid = s.pid
        where ($1::text is null or p.id = $1) and ($4::text is null or s.node = $4)
        order by s.arrived_at, s.pid, s.enrollment_id offset $2 limit $3`,
        [plan_id ?? null, page.offset, page.limit, node ?? null],
      ),
    )
    return { parked: rows.map(({ count: _, ...step }) => step), count: first?.count ?? 0 }
  }
