import type { Database } from "../database"

export type ParkedStep = {
  plan_id: string
  run_id: string
  enrollment_id: number
  customer_id: string
  node: string
  visit: number
  attempts: number
  error: string | null
  arrived_at: Date
}

/** People whose step failed too often and waits for a decision, oldest first; of one plan or of all. */
export const listParked =
  ({ database }: { database: Database }) =>
  async ({
    plan_id,
    offset = 0,
    limit = 50,
  }: {
    plan_id?: string
    offset?: number
    limit?: number
  } = {}): Promise<{ parked: ParkedStep[]; count: number }> => {
    const rows = await database.rows<ParkedStep & { count: number }>(
      `select p.id as plan_id, r.id as run_id, s.enrollment_id, c.customer_id, s.node, s.visit, s.attempts, s.error,
              s.arrived_at, count(*) over () as count
         from marketing_step s
         join marketing_plan p on p.no = s.plan_no
         join marketing_run r on r.no = s.run_no
         join marketing_profile c on c.pid = s.pid
        where s.state = 'parked' and ($1::text is null or p.id = $1)
        order by s.arrived_at, s.enrollment_id offset $2 limit $3`,
      [plan_id ?? null, offset, limit],
    )
    return { parked: rows.map(({ count: _, ...step }) => step), count: rows[0]?.count ?? 0 }
  }
