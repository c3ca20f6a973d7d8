import { problemsOf, Refused } from "../../../core/problem"
import { countedPage } from "../counted-page"
import type { Database } from "../database"
import { findScope } from "./scope"

export type PlanPerson = {
  customer_id: string
  name: string | null
  email: string | null
  /** inside, through, left, held_out */
  state: string
  reason: string | null
  entered_at: Date
  ended_at: Date | null
  reached_at: Date | null
  clicked_at: Date | null
  orders: number
  /** Per currency, minor units. */
  net: { currency: string; amount: number }[]
}

export type PeopleQuery = {
  plan_id: string
  run_id?: string
  /** all (default), inside, through, left, held_out, store_held_out, reached, clicked, ordered */
  status?: string
  /** Who ever came to this node. */
  node?: string
  /**
   * Of those: waiting (here now), parked (here until somebody decides), passed (went on, or left the plan here), unsent (what the node
   * sends was kept from them), failed (it was handed over without success, or nobody knows with which).
   */
  node_status?: string
  q?: string
  offset: number
  limit: number
}

const STATUS: Record<string, string> = {
  all: "true",
  inside: "x.state = 'inside'",
  through: "x.state = 'through'",
  left: "x.state = 'left'",
  held_out: "x.state = 'held_out' and x.reason is distinct from 'store_hold_out'",
  store_held_out: "x.state = 'held_out' and x.reason = 'store_hold_out'",
  reached: "x.reached_at is not null",
  clicked: "x.clicked_at is not null",
  ordered: "x.orders > 0",
}

const HERE = (state: string) =>
  `exists (select 1 from marketing_step s where s.enrollment_id = e.id and s.node = $6${state})`
// The entry is not in the log: everyone passed it by coming in.
const PASSED = `((e.entry = $6 and e.state <> 'held_out')
  or exists (select 1 from marketing_step_log l where l.enrollment_id = e.id and l.node = $6))`
const SENT = (states: string) =>
  `exists (select 1 from marketing_send m
    where m.enrollment_id = e.id and m.node = $6 and m.plan_no = $1 and m.run_no = e.run_no and m.state in (${states}))`
const NODE_STATUS: Record<string, string> = {
  all: `(${HERE("")} or ${PASSED})`,
  waiting: HERE(" and s.state = 'ready'"),
  parked: HERE(" and s.state = 'parked'"),
  passed: PASSED,
  unsent: SENT("'blocked', 'cancelled'"),
  failed: SENT("'failed', 'unknown'"),
}

const refuse = problemsOf({
  "report/node-status": {
    message: 'There is no list of people who are "{status}" at a node.',
    hint: `Ask for one of ${Object.keys(NODE_STATUS).join(", ")}.`,
  },
  "report/status": {
    message: 'There is no list of people who are "{status}".',
    hint: `Ask for one of ${Object.keys(STATUS).join(", ")}.`,
  },
})

/**
 * The people of a plan, newest entry first; one line for each time somebody entered, with the orders that this entry led to (R9).
 * Throws Missing, Refused.
 */
export const planPeople =
  ({ database }: { database: Database }) =>
  async ({
    plan_id,
    run_id,
    status = "all",
    node,
    node_status = "all",
    q,
    offset,
    limit,
  }: PeopleQuery): Promise<{ people: PlanPerson[]; count: number }> => {
    if (!Object.hasOwn(STATUS, status)) throw new Refused([refuse("report/status", "status", { status })])
    if (!Object.hasOwn(NODE_STATUS, node_status))
      throw new Refused([refuse("report/node-status", "node_status", { status: node_status })])
    const scope = await findScope(database, plan_id, run_id)
    const { rows, first } = await countedPage({ offset, limit }, (page) =>
      database.rows<PlanPerson & { count: number }>(
        `with reached as (
         select t.enrollment_id, min(t.at) as reached_at, min(t.at) filter (where t.kind = 'clicked') as clicked_at
           from marketing_touch t where t.plan_no = $1 and ($2::int is null or t.run_no = $2) group by 1),
       sums as (
         select t.enrollment_id, c.currency, count(*) as n, sum(c.net)::bigint as net
           from marketing_conversion c join marketing_touch t on t.id = c.touch_id
          where c.plan_no = $1 and ($2::int is null or c.run_no = $2) group by 1, 2),
       bought as (
         select enrollment_id, sum(n)::int as orders, jsonb_agg(jsonb_build_object('currency', currency, 'amount', net) order by currency) as net
           from sums group by 1),
       x as (
         select p.customer_id, p.email,
                coalesce(nullif(concat_ws(' ', p.first_name, p.last_name), ''), case when p.email is null then p.external_id end) as name,
                e.state, e.reason, e.entered_at, e.ended_at, e.id, r.reached_at, r.clicked_at,
                coalesce(b.orders, 0) as orders, coalesce(b.net, '[]'::jsonb) as net
           from marketing_enrollment e
           join marketing_profile p on p.pid = e.pid
           left join reached r on r.enrollment_id = e.id
           left join bought b on b.enrollment_id = e.id
          where e.plan_no = $1 and ($2::int is null or e.run_no = $2)
            and ($3::text is null or position(lower($3) in lower(concat_ws(' ', p.email, p.first_name, p.last_name, p.external_id))) > 0)
            and ($6::text is null or ${NODE_STATUS[node_status]}))
       select customer_id, name, email, state, reason, entered_at, ended_at, reached_at, clicked_at, orders, net,
              count(*) over () as count
         from x where ${STATUS[status]}
        order by entered_at desc, id desc offset $4 limit $5`,
        [scope.plan_no, scope.run_no, q ?? null, page.offset, page.limit, node ?? null],
      ),
    )
    return { people: rows.map(({ count: _, ...person }) => person), count: first?.count ?? 0 }
  }
